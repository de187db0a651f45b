import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NO_PLATFORM_RULES } from "@/lib/domain/pipeline-rules";
import type { ProjectedCell } from "@/lib/domain/projection";
import { projectApplication } from "@/lib/domain/projection";
import type { InstanceReport, ProjectionChange } from "@/lib/ports";
import { anApplication } from "@/lib/testing/observed-application";
import { testDatabase } from "@/lib/testing/test-database";
import { LIVE_CHANNEL } from "./channels";
import { createListen } from "./listen";
import { createProjectionStore } from "./projection-store";
import { WRITING } from "./save-projection";

const at = new Date("2026-11-24T10:00:00.123Z");
let base: Awaited<ReturnType<typeof testDatabase>>;
let store: ReturnType<typeof createProjectionStore>;

beforeAll(async () => {
  base = await testDatabase();
  store = createProjectionStore(base.db);
});
beforeEach(async () => {
  await base.db
    .$executeRaw`TRUNCATE application, cell, observation, deployment, live_change, policy_decision, policy_reading, environment, service, instance, cell_past, application_past, watch_gap`;
});
afterAll(() => base.drop());

function projection() {
  return projectApplication({
    id: "default/argocd/dev",
    instance: "default",
    application: anApplication({ healthSince: at }),
    present: true,
    place: { environment: "dev-env-1", services: ["linq-web"] },
    pods: {
      "linq-web": { running: ["1.0.0", "1.1.0"], ready: { ready: 1, total: 2 }, failing: [], stillServes: null },
    },
    desired: { "linq-web": "1.1.0" },
    inGit: { "linq-web": "1.1.0" },
    gitIsAhead: false,
  });
}

function change(extra: Partial<ProjectionChange> = {}): ProjectionChange {
  const { application, cells } = projection();
  return {
    at,
    applications: [application],
    cells,
    goneCells: [],
    services: [],
    observations: [],
    deployments: [],
    ...extra,
  };
}

async function isWaiting(): Promise<boolean> {
  const [found] = await base.db.$queryRaw<{ waits: boolean }[]>`
    SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = ${WRITING}::oid AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS waits`;
  return found?.waits === true;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 500 && !(await holds()); turn++) await new Promise((resolve) => setTimeout(resolve, 20));
}

function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe("the projection store", () => {
  it("gives back what was saved", async () => {
    await store.save(change());
    expect(await store.load("default")).toEqual([projection()]);
    expect(await store.load("other")).toEqual([]);
  });

  it("changes nothing when the same is saved twice, and announces each save", async () => {
    await store.save(change());
    const rows = await base.db.cell.findMany();
    await store.save(change());
    expect(await base.db.cell.findMany()).toEqual(rows);
    expect(await base.db.liveChange.count()).toBe(2);
  });

  it("keeps since when a state began, not when it was last written", async () => {
    await store.save(change());
    const later = new Date(at.getTime() + 60_000);
    await store.save(change({ at: later }));
    expect((await base.db.cell.findFirstOrThrow()).since).toEqual(at);
    const failing = change().cells.map((cell): ProjectedCell => ({ ...cell, state: "failing", tone: "failing" }));
    await store.save(change({ at: later, cells: failing }));
    expect((await base.db.cell.findFirstOrThrow()).since).toEqual(later);
  });

  it("keeps who began a deployment from the first sight, and takes its end from the last", async () => {
    const deployment = {
      id: "default/argocd/dev@x",
      applicationId: "default/argocd/dev",
      argoId: null,
      revision: "a".repeat(40),
      startedAt: at,
      at,
      by: "Sam Roth",
      how: "by hand" as const,
      outcome: "running" as const,
      message: "one or more tasks are running",
      environment: "dev-env-1",
      versions: { "linq-web": "1.1.0" },
      observedLate: false,
    };
    await store.save(change({ deployments: [deployment] }));
    await store.save(
      change({
        deployments: [{ ...deployment, argoId: 7, by: "dashboard", outcome: "succeeded", message: "", versions: {} }],
      }),
    );
    const [row] = await base.db.deployment.findMany();
    expect(row).toMatchObject({ by: "Sam Roth", outcome: "succeeded", argoId: 7, versions: { "linq-web": "1.1.0" } });
    expect(row?.message).toBe("one or more tasks are running");
  });

  it("ends an attempt that was left running when its application is at another one", async () => {
    const running = (id: string, startedAt: Date) => ({
      id,
      applicationId: "default/argocd/dev",
      argoId: null,
      revision: null,
      startedAt,
      at: startedAt,
      by: "Argo CD",
      how: "automatic" as const,
      outcome: "running" as const,
      message: "",
      environment: "dev-env-1",
      versions: {},
      observedLate: false,
    });
    await store.save(change({ deployments: [running("old", at), running("new", new Date(at.getTime() + 60_000))] }));
    const applications = change().applications.map((application) => ({
      ...application,
      operation: {
        phase: "Running" as const,
        kind: "sync" as const,
        message: "",
        revision: null,
        by: "Argo CD",
        startedAt: new Date(at.getTime() + 60_000).toISOString(),
        finishedAt: null,
        retryCount: 0,
        retrying: null,
      },
    }));
    await store.save(change({ applications }));
    const rows = await base.db.deployment.findMany({ orderBy: { at: "asc" } });
    expect(rows.map((row) => [row.id, row.outcome])).toEqual([
      ["old", "failed"],
      ["new", "running"],
    ]);
  });

  it("takes a row away only from the application that fills it", async () => {
    await store.save(change());
    const gone = { environment: "dev-env-1", service: "linq-web", applicationId: "default/argocd/other" };
    await store.save(change({ cells: [], goneCells: [gone] }));
    expect(await base.db.cell.count()).toBe(1);
    await store.save(change({ cells: [], goneCells: [{ ...gone, applicationId: "default/argocd/dev" }] }));
    expect(await base.db.cell.count()).toBe(0);
  });

  it("gives a new leader nothing before a write that is under way has ended", async () => {
    const order: string[] = [];
    const told = deferred();
    const writing = base.db.$transaction(
      async (tx) => {
        await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(${WRITING})`;
        told.resolve();
        await until(() => isWaiting());
        order.push("written");
      },
      { timeout: 20_000 },
    );
    await told.promise;
    const loading = store.load("default").then(() => order.push("loaded"));
    await Promise.all([writing, loading]);
    expect(order).toEqual(["written", "loaded"]);
  });

  it("writes all of a change or none of it", async () => {
    const broken = { ...change().cells[0], failing: undefined } as unknown as ProjectedCell;
    await expect(store.save(change({ cells: [broken] }))).rejects.toThrow();
    expect(await base.db.application.count()).toBe(0);
    expect(await base.db.liveChange.count()).toBe(0);
  });

  it("notifies only after the commit, with the id to read from", async () => {
    const stop = new AbortController();
    const listen = createListen(base.url, { info() {}, warn() {}, error() {} });
    const heard = new Promise<string>((resolve) => {
      listen(LIVE_CHANNEL, (payload) => (payload === null ? void store.save(change()) : resolve(payload)), stop.signal);
    });
    const id = BigInt(await heard);
    expect(await base.db.liveChange.findUnique({ where: { id } })).toMatchObject({ cells: ["dev-env-1/linq-web"] });
    stop.abort();
  });

  it("stores the instant whatever the zone of the machine", async () => {
    await store.save(change());
    const [row] = await base.db.$queryRaw<
      { text: string }[]
    >`SELECT to_char(since AT TIME ZONE 'UTC', 'HH24:MI:SS.MS') AS text FROM cell`;
    expect(row?.text).toBe("10:00:00.123");
  });

  it("says since when an Argo CD is in its state", async () => {
    const report: InstanceReport = {
      name: "default",
      url: "https://argocd.example",
      state: "live",
      version: "v3.6.0",
      message: null,
      at,
      lastEventAt: at,
      lastListAt: at,
    };
    const later = new Date(at.getTime() + 5_000);
    await store.saveInstance(report);
    await store.saveInstance({ ...report, at: later });
    expect((await base.db.instance.findFirstOrThrow()).since).toEqual(at);
    await store.saveInstance({ ...report, state: "offline", at: later });
    expect((await base.db.instance.findFirstOrThrow()).since).toEqual(later);
    const unknown = { version: null, lastEventAt: null, lastListAt: null };
    await store.saveInstance({ ...report, ...unknown, state: "offline", message: "away", at: later });
    expect(await base.db.instance.findFirstOrThrow()).toMatchObject({
      version: "v3.6.0",
      lastEventAt: at,
      lastListAt: at,
      message: "away",
    });
  });
});

describe("the policy", () => {
  const outcome = { commit: "c1", file: "environments/pipeline.yaml", text: "a", at };
  const pipeline = {
    name: "LINQ Platform",
    services: [],
    expectedToDiffer: [],
    promotable: [],
    ...NO_PLATFORM_RULES,
    environments: [],
    signIn: null,
    roles: [],
    freezes: [],
    people: [],
  };

  it("stays the last good one when a broken one is read", async () => {
    await store.savePolicy({ ...outcome, result: { ok: true, pipeline, environments: [] } });
    await store.savePolicy({
      ...outcome,
      commit: "c2",
      text: "b",
      result: { ok: false, problems: [{ file: "f", line: 3, column: 1, reason: "bad" }] },
    });
    expect((await store.policyInForce())?.commit).toBe("c1");
    expect((await store.lastPolicyReading())?.commit).toBe("c2");
  });
});
