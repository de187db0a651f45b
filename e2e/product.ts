import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";

const root = path.resolve(import.meta.dirname, "..");
const READY_MS = 300_000;
const STOP_MS = 30_000;

const Addresses = z.object({
  web: z.url(),
  git: z.url(),
  argocd: z.url(),
  cloneUrl: z.url(),
  pids: z.record(z.string(), z.number()),
});
export type Addresses = z.infer<typeof Addresses>;

/** What a running product wrote of itself: where its parts answer, and their processes as they are now. */
export function addressesIn(dataDir: string): Addresses {
  return Addresses.parse(JSON.parse(readFileSync(path.join(dataDir, "addresses.json"), "utf8")));
}

/** Starts everything as a person would, on free ports and data of its own. Rejects with its output when it ends early. */
export async function startProduct(dataDir: string, args: string[] = []): Promise<{ stop(): Promise<void> }> {
  const outside = Object.keys(process.env).filter((name) => OUTSIDE.test(name));
  const child = spawn(process.execPath, ["scripts/start.mjs", "--data", dataDir, "--port", "0", ...args], {
    cwd: root,
    env: { ...process.env, ...Object.fromEntries(outside.map((name) => [name, undefined])) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The product was not ready in time:\n${output}`)), READY_MS);
    const look = (chunk: Buffer) => {
      output += chunk.toString();
      if (!/^\s*Open\s+http/m.test(output) || !existsSync(path.join(dataDir, "addresses.json"))) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on("data", look);
    child.stderr.on("data", look);
    child.once("exit", () => {
      clearTimeout(timer);
      reject(new Error(`The product did not start:\n${output}`));
    });
  });
  return {
    async stop() {
      child.kill("SIGTERM");
      const kill = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(kill);
    },
  };
}

/** Settings of the person's own shell would turn the demo into something else. */
const OUTSIDE = /^(DATABASE_|ARGOCD_|GITHUB_|GITOPS_|OIDC_|NEXTAUTH_|SLIPWAY_)/;
