import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DEV } from "@/simulator/argocd/test-argocd";
import { brokenChains } from "./history.test-support";
import { until } from "./scripted.test-support";
import { type Watched, watchedArgoCd } from "./watched-argocd.test-support";

const ROOT = path.resolve(import.meta.dirname, "../..");
/** A worker that begins on a busy machine needs this long to be there. */
const START_MS = 60_000;

let watched: Watched;
const workers: ChildProcess[] = [];
beforeAll(async () => {
  watched = await watchedArgoCd();
  await watched.argo.pass(120);
});
afterEach(() => {
  for (const worker of workers.splice(0)) worker.kill("SIGKILL");
});
afterAll(() => watched.close());

/** The real worker process; `leads` is true once it says that it leads the Argo CD. */
function startWorker() {
  let said = "";
  const worker = spawn(process.execPath, ["--import", "tsx", "lib/worker/main.ts"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      SLIPWAY_LOG: "info",
      NEXTAUTH_URL: "http://127.0.0.1:1",
      NEXTAUTH_SECRET: "x".repeat(40),
      DATABASE_URL: watched.url,
      ARGOCD_URL: watched.argo.server.url,
      ARGOCD_TOKEN: "dashboard-token",
      GITHUB_API_URL: "http://127.0.0.1:1",
      GITHUB_TOKEN: "none",
      GITOPS_REPOSITORY: "linq/gitops",
    },
  });
  workers.push(worker);
  for (const output of [worker.stdout, worker.stderr])
    output?.on("data", (text: Buffer) => {
      said += text.toString();
    });
  const died = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  return {
    isReady: () => said.includes("ready worker"),
    leads: () => said.includes('"name":"argocd:default"'),
    async kill() {
      worker.kill("SIGKILL");
      await died;
    },
  };
}

async function deploy(tag: string): Promise<string> {
  const sha = await watched.argo.repository.values("dev-env-1", { "linq-scheduler": { image: { tag } } });
  await watched.argo.webhook();
  await watched.argo.pass(60);
  return sha;
}

async function isDeployed(sha: string): Promise<boolean> {
  const row = await watched.db.application.findUnique({ where: { id: `default/argocd/${DEV}` } });
  return row?.deployedRevision === sha;
}

describe("a worker killed with -9 in the middle", () => {
  it("is followed by another within ten seconds, and nothing is lost and nothing doubled", async () => {
    const first = startWorker();
    await until("the first worker's leading", first.leads, START_MS);
    const second = startWorker();
    await until("the second worker", second.isReady, START_MS);
    const known = await deploy("3.2.0");
    await until("the first deployment", () => isDeployed(known), START_MS);
    expect(second.leads()).toBe(false);

    const under = deploy("3.3.0");
    await first.kill();
    const killed = performance.now();
    await until("the takeover", second.leads, START_MS);
    expect(performance.now() - killed).toBeLessThan(10_000);
    await under;
    const newest = await deploy("3.4.0");
    await until("the newest deployment", () => isDeployed(newest), START_MS);

    const history = (await watched.argo.application(DEV)).status.history ?? [];
    const kept = await watched.db.deployment.findMany({
      where: { applicationId: `default/argocd/${DEV}` },
      orderBy: { at: "asc" },
    });
    expect(kept.map((d) => [d.argoId, d.revision, d.outcome])).toEqual(
      history.map((entry) => [entry.id, entry.revision, "succeeded"]),
    );
    expect(await brokenChains(watched.db)).toEqual([]);
    expect(await watched.db.observation.count({ where: { kind: "appeared" } })).toBe(3);
  }, 180_000);
});
