import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEV, PRODUCTION } from "@/simulator/argocd/test-argocd";
import { brokenChains } from "./history.test-support";
import { until } from "./scripted.test-support";
import { type Watched, watchedArgoCd } from "./watched-argocd.test-support";

const idOf = (name: string) => `default/argocd/${name}`;

let watched: Watched;
beforeAll(async () => {
  watched = await watchedArgoCd();
  await watched.argo.pass(120);
});
afterAll(() => watched.close());
beforeEach(async () => {
  await watched.db.$executeRaw`TRUNCATE application, cell, observation, deployment, live_change, instance`;
});

async function isLive() {
  await until("a live watch", async () => (await watched.instance())?.state === "live");
  await until("three applications", async () => (await watched.db.application.count()) === 3);
}
const rowOf = (name: string) => watched.db.application.findUnique({ where: { id: idOf(name) } });
const deploymentsOf = (name: string) =>
  watched.db.deployment.findMany({ where: { applicationId: idOf(name) }, orderBy: { at: "asc" } });

/** The row says what Argo CD says. */
async function agrees(name: string): Promise<boolean> {
  const [row, application] = await Promise.all([rowOf(name), watched.argo.application(name)]);
  return (
    row?.sync === application.status.sync.status &&
    row.health === application.status.health.status &&
    row.revision === (application.status.sync.revision ?? null)
  );
}

/** A deployment of dev, from the push to its end. */
async function deployDev(tag: string) {
  const sha = await watched.argo.repository.values("dev-env-1", { "linq-scheduler": { image: { tag } } });
  await watched.argo.webhook();
  await watched.argo.pass(90);
  return sha;
}

async function watching(work: () => Promise<unknown>, token?: string) {
  const watch = watched.watch(token === undefined ? undefined : watched.client(token));
  try {
    await work();
  } finally {
    await watch.stop();
  }
}

describe("the watch of one Argo CD", () => {
  it("keeps what runs, every deployment once, and nothing for what is none", async () => {
    await watching(async () => {
      await isLive();
      const sha = await deployDev("3.2.0");
      await until("the deployment", async () => (await rowOf(DEV))?.deployedRevision === sha);
      await until("agreement", () => agrees(DEV));
      await watched.lever("drift", { application: DEV, service: "linq-scheduler", kind: "scale" });
      await watched.argo.pass(60);
      await watched.argo.ask("POST", `/api/v1/applications/${PRODUCTION}/sync`, {
        body: { project: "linq", dryRun: true },
      });
      await watched.argo.pass(30);
      await watched.argo.repository.values("staging-env-1", {}, "Nothing for dev");
      await watched.argo.webhook();
      await watched.argo.pass(60);
      for (const name of [DEV, PRODUCTION]) await until("agreement", () => agrees(name));
      const operations = await watched.db.observation.findMany({ where: { kind: "operation" } });
      const kinds = new Set(operations.map((o) => (o.details as { kind?: string }).kind));
      expect([...kinds].sort()).toEqual(["dry-run", "self-heal", "sync"]);
      const history = (await watched.argo.application(DEV)).status.history ?? [];
      const kept = await deploymentsOf(DEV);
      expect(kept.map((d) => [d.argoId, d.revision, d.outcome])).toEqual(
        history.map((entry) => [entry.id, entry.revision, "succeeded"]),
      );
      expect(kept.at(-1)).toMatchObject({ revision: sha, how: "automatic", observedLate: false });
      await until("its versions", async () => {
        const versions = (await deploymentsOf(DEV)).at(-1)?.versions as Record<string, string> | undefined;
        return versions?.["linq-scheduler"] === "3.2.0";
      });
      expect(await deploymentsOf(PRODUCTION)).toEqual([]);
    });
    expect(await brokenChains(watched.db)).toEqual([]);
  });

  it("takes the deployments that it missed from Argo CD's own history, once", async () => {
    await watching(isLive);
    const before = (await deploymentsOf(DEV)).length;
    const missed = [await deployDev("3.3.0"), await deployDev("3.4.0")];
    for (const _ of [1, 2]) await watching(() => until("agreement", () => agrees(DEV)));
    const kept = await deploymentsOf(DEV);
    expect(kept.slice(before).map((d) => [d.revision, d.outcome, d.observedLate])).toEqual(
      missed.map((sha) => [sha, "succeeded", true]),
    );
    expect(await brokenChains(watched.db)).toEqual([]);
  });

  it("names a failing pod within five seconds, long before Argo CD calls the application Degraded", async () => {
    await watching(async () => {
      await isLive();
      await watched.argo.repository.values("dev-env-1", { "linq-orchestrator": { image: { tag: "2.5.0-crash" } } });
      await watched.argo.webhook();
      await until("the pod's failing", async () => podFails(), 60_000);
      const failing = performance.now();
      const cell = await until("its being named", async () => {
        const found = await watched.db.cell.findUnique({
          where: { environment_service: { environment: "dev-env-1", service: "linq-orchestrator" } },
        });
        return found?.state === "failing" ? found : null;
      });
      expect(performance.now() - failing).toBeLessThan(5_000);
      expect(cell.failing).toEqual([expect.objectContaining({ version: "2.5.0-crash", service: "linq-orchestrator" })]);
      expect(cell.stillServes).toContain("2.4.0");
      expect((await watched.argo.application(DEV)).status.health.status).not.toBe("Degraded");
    });
    await watched.argo.repository.values("dev-env-1", {}, "Back");
    await watched.argo.webhook();
    await watched.argo.pass(120);
  }, 90_000);

  async function podFails(): Promise<boolean> {
    const tree = await watched.client().tree({ name: DEV, namespace: "argocd", project: "linq" });
    return tree.ok && tree.value.some((node) => node.kind === "Pod" && node.health === "Degraded");
  }

  it("says that Argo CD is away and since when it knows nothing, keeps everything, and comes back by itself", async () => {
    await watching(async () => {
      await isLive();
      const known = await watched.db.application.findMany({ orderBy: { id: "asc" } });
      const before = await watched.instance();
      await watched.lever("away", { seconds: 3 });
      const away = await until("being offline", async () => {
        const now = await watched.instance();
        return now?.state === "offline" ? now : null;
      });
      expect(away.message).toMatch(/\w/);
      expect(away.version).toBe(before?.version);
      expect(away.lastListAt).toEqual(before?.lastListAt);
      expect(await watched.db.application.findMany({ orderBy: { id: "asc" } })).toEqual(known);
      await isLive();
      await deployDev("3.5.0");
      await until("agreement", () => agrees(DEV));
    });
    expect(await watched.db.observation.count({ where: { kind: "disappeared" } })).toBe(0);
    expect(await brokenChains(watched.db)).toEqual([]);
  });

  it("started while Argo CD is away, still knows how old its knowledge is", async () => {
    await watching(isLive);
    const before = await watched.instance();
    await watched.lever("away", { seconds: 2 });
    await watching(async () => {
      const away = await until("being offline", async () => {
        const now = await watched.instance();
        return now?.state === "offline" ? now : null;
      });
      expect([away.version, away.lastListAt, away.lastEventAt]).toEqual([
        before?.version,
        before?.lastListAt,
        before?.lastEventAt,
      ]);
      await isLive();
    });
  });

  it("keeps what it may not see any more, and says so; a token that is refused wipes nothing either", async () => {
    await watching(isLive);
    await watching(async () => {
      await until("the remark", async () => (await watched.instance())?.message?.includes("2 applications"));
    }, "qa-token");
    await watching(async () => {
      await until("the refusal", async () => (await watched.instance())?.state === "stale");
    }, "nobodys-token");
    expect(await watched.db.application.count({ where: { present: true } })).toBe(3);
    expect(await watched.db.observation.count({ where: { kind: "disappeared" } })).toBe(0);
  });

  it("survives dropped streams and a lost cache without a double or a gap", async () => {
    await watching(async () => {
      await isLive();
      for (const tag of ["3.6.0", "3.7.0"]) {
        await watched.lever("drop-streams");
        await watched.lever("forget-cache");
        const sha = await deployDev(tag);
        await until("the deployment", async () => (await rowOf(DEV))?.deployedRevision === sha);
      }
      await until("agreement", () => agrees(DEV));
    });
    expect(await brokenChains(watched.db)).toEqual([]);
    const kept = await deploymentsOf(DEV);
    expect(new Set(kept.map((d) => d.argoId)).size).toBe(kept.length);
  });
});
