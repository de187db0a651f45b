import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { addressesIn } from "./product";

type Part = "web" | "worker" | "git-host" | "argocd";

/** What can go wrong around Slipway, and a way back from each: `end` undoes whatever a test has left. */
export type Faults = {
  /** A lever of the Argo CD simulator's own page. */
  argocd(lever: string, body?: object): Promise<void>;
  kill(part: Part): void;
  /** The process stops answering and keeps its connections, as a machine does that hangs. */
  freeze(part: Part | "database"): void;
  thaw(): void;
  /** What the Git host says at a push: the worker looks at the branch now, not at its next poll. */
  wakeGitWatch(): Promise<void>;
  end(): Promise<void>;
};

export function faultsOf(dataDir: string): Faults {
  const frozen = new Set<number>();
  const argocd = async (lever: string, body: object = {}) => {
    const url = `${addressesIn(dataDir).argocd}/simulator/${lever}`;
    const headers = { "x-simulator": "1", "content-type": "application/json" };
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`the simulator answered ${answer.status} to ${lever}`);
  };
  const thaw = () => {
    for (const pid of frozen) signal(pid, "SIGCONT");
    frozen.clear();
  };
  return {
    argocd,
    kill: (part) => signal(pidOf(dataDir, part), "SIGKILL"),
    freeze(part) {
      const pids = part === "database" ? databasePids(dataDir) : [pidOf(dataDir, part)];
      for (const pid of pids) {
        frozen.add(pid);
        signal(pid, "SIGSTOP");
      }
    },
    thaw,
    wakeGitWatch: () => sendPush(dataDir),
    async end() {
      thaw();
      await argocd("away", { seconds: 0 });
    },
  };
}

function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name);
  } catch {
    // it is gone already
  }
}

function pidOf(dataDir: string, part: Part): number {
  const pid = addressesIn(dataDir).pids[part];
  if (pid === undefined) throw new Error(`there is no process of ${part}`);
  return pid;
}

/** The server and one process for each connection: freezing the first alone would leave the others at work. */
function databasePids(dataDir: string): number[] {
  const [first] = readFileSync(path.join(dataDir, "pgdata", "postmaster.pid"), "utf8").split("\n");
  const server = Number(first);
  const all = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  return [server, ...all.flatMap(([pid, parent]) => (parent === server && pid !== undefined ? [pid] : []))];
}

const Secrets = z.object({ webhook: z.string() });

async function sendPush(dataDir: string) {
  const { webhook } = Secrets.parse(JSON.parse(readFileSync(path.join(dataDir, "secrets.json"), "utf8")));
  const sha = "0".repeat(40);
  const push = { ref: "refs/heads/main", before: sha, after: sha, repository: { full_name: "linq/gitops" } };
  const body = JSON.stringify(push);
  const answer = await fetch(`${addressesIn(dataDir).web}/api/webhooks/github`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-github-event": "push",
      "x-hub-signature-256": `sha256=${createHmac("sha256", webhook).update(body).digest("hex")}`,
    },
    body,
  });
  if (answer.status !== 202) throw new Error(`the webhook was answered ${answer.status}`);
}
