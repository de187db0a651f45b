import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { createArgoCd } from "@/lib/adapters/argocd/client";
import { GIT_CHANNEL, POLICY_CHANNEL } from "@/lib/adapters/db/channels";
import { createListen } from "@/lib/adapters/db/listen";
import { createProjectionStore } from "@/lib/adapters/db/projection-store";
import type { Environment, Pipeline } from "@/lib/domain/pipeline";
import { NO_PLATFORM_RULES, NO_RULES } from "@/lib/domain/pipeline-rules";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import type { ArgoCd, Clock, GitHost } from "@/lib/ports";
import { testDatabase } from "@/lib/testing/test-database";
import { TestArgoCd } from "@/simulator/argocd/test-argocd";
import { quiet } from "./scripted.test-support";
import { watchInstance } from "./watch-instance";

const run = promisify(execFile);

export const SERVICES = ["linq-orchestrator", "linq-workcell-manager", "linq-scheduler"];
const ENVIRONMENTS = ["dev-env-1", "staging-env-1", "production-env-1"];

function environmentAt(name: string, position: number): ResolvedEnvironment {
  const names = [`${name}-linq-platform`];
  const environment: Environment = {
    name,
    short: name.split("-")[0] ?? name,
    position,
    from: ENVIRONMENTS[position - 1] ?? null,
    values: "environments/{environment}/values.yaml",
    version: null,
    applications: { by: "names", names },
    argocd: "default",
    change: "direct",
    approvals: [],
    sync: "automatic",
    windows: [],
    maintenance: [],
    rules: NO_RULES,
    place: "environments/pipeline.yaml:1",
  };
  return { environment, claims: { by: "names", names } };
}

const pipeline: Pipeline = {
  name: "LINQ Platform",
  services: SERVICES.map((name) => ({
    name,
    about: "",
    version: [name, "image", "tag"],
    image: `registry.linq.example/${name}`,
    source: null,
    runbook: null,
  })),
  expectedToDiffer: [],
  promotable: [],
  ...NO_PLATFORM_RULES,
  environments: ENVIRONMENTS.map((name, position) => environmentAt(name, position).environment),
  signIn: null,
  roles: [],
  freezes: [],
  people: [],
};

/** Reads the simulator's own repository with the real `git`. */
function gitHostOf(directory: string): GitHost {
  const git = async (...args: string[]) => (await run("git", ["-C", directory, ...args])).stdout;
  const missing = { ok: false, failure: { kind: "not-found", status: 404, detail: "not there" } } as const;
  const at = async <T>(read: () => Promise<T>) => {
    try {
      return { ok: true, value: await read() } as const;
    } catch {
      return missing;
    }
  };
  const commit = async (sha: string) => {
    const [author = "", mail = "", message = ""] = (await git("show", "-s", "--format=%an%n%ae%n%s", sha)).split("\n");
    return { sha, author, mail, login: null, message, at: null, url: null };
  };
  return {
    head: (branch) => at(async () => (await git("rev-parse", branch)).trim()),
    file: (path, ref) => at(() => git("show", `${ref}:${path}`)),
    files: (sha) =>
      at(async () => {
        const entries = (await git("ls-tree", "-r", "-t", "-z", sha)).split("\0").filter(Boolean);
        return new Map(
          entries.map((entry): [string, string] => {
            const [head = "", path = ""] = entry.split("\t");
            return [path, head.split(" ")[2] ?? ""];
          }),
        );
      }),
    texts: () => Promise.resolve(missing),
    commit: (sha) => at(() => commit(sha)),
    commits: ({ ref, path, limit }) =>
      at(async () => {
        const shas = (await git("log", `-${limit}`, "--format=%H", ref, ...(path ? ["--", path] : []))).split("\n");
        return Promise.all(shas.filter(Boolean).map(commit));
      }),
  };
}

/** A simulated Argo CD with its repository, and a database whose policy claims its three environments. */
export async function watchedArgoCd() {
  const [argo, base] = await Promise.all([TestArgoCd.start(), testDatabase()]);
  const store = createProjectionStore(base.db);
  const environments = ENVIRONMENTS.map(environmentAt);
  await store.savePolicy({
    commit: "0".repeat(40),
    file: "environments/pipeline.yaml",
    text: "",
    at: new Date(),
    result: { ok: true, pipeline, environments },
  });
  const clock: Clock = { now: () => argo.server.now() };
  const git = gitHostOf(argo.repository.directory);
  const client = (token = "dashboard-token") => createArgoCd({ instance: "default", url: argo.server.url, token });

  return {
    argo,
    db: base.db,
    url: base.url,
    store,
    client,
    /** Starts the real watch; stopping it leaves everything else as it is. */
    watch(argocd: ArgoCd = client()) {
      const stop = new AbortController();
      const ended = watchInstance(
        {
          argocd,
          git,
          store,
          clock,
          log: quiet,
          listen: createListen(base.url, quiet),
          branch: "main",
          policyChannel: POLICY_CHANNEL,
          gitChannel: GIT_CHANNEL,
        },
        stop.signal,
      );
      return {
        async stop() {
          stop.abort();
          await ended;
        },
      };
    },
    /** Pulls one of the simulator's levers. */
    async lever(path: string, body: object = {}) {
      const headers = { "content-type": "application/json", "x-simulator": "1" };
      await fetch(`${argo.server.url}/simulator/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    },
    async instance() {
      return base.db.instance.findUnique({ where: { name: "default" } });
    },
    async close() {
      await argo.stop();
      await base.drop();
    },
  };
}
export type Watched = Awaited<ReturnType<typeof watchedArgoCd>>;
