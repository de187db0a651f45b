import { describe, expect, it } from "vitest";
import {
  actor,
  application,
  boardOfFile,
  cell,
  DEV,
  deployment,
  minutesAgo,
  NOW,
  oneEnvironment,
  sha,
} from "./board.test-support";
import { environmentPage } from "./environment";

const board = boardOfFile();

async function look() {
  const found = await environmentPage(actor, board.deps, DEV);
  if (!found) throw new Error("no environment");
  return found;
}

describe("an environment's header", () => {
  it("shows the revision that runs, also while a newer one fails or was never there before", async () => {
    await oneEnvironment(board);
    const failed = deployment(DEV, minutesAgo(10), { revision: sha("b"), outcome: "failed" });
    await board.save({ applications: [application(DEV, { deployedRevision: null })], deployments: [failed] });
    expect((await look()).header).toMatchObject({ revision: null, lastDeployment: { outcome: "failed" } });
    await board.save({ deployments: [deployment(DEV, minutesAgo(20), { revision: sha("a") })] });
    expect((await look()).header).toMatchObject({
      revision: { sha: sha("a") },
      lastDeployment: { revision: sha("b") },
    });
  });

  it("says in which window it stands, and which rule says so", async () => {
    const place = "environments/pipeline.yaml:71";
    const rule = {
      kind: "open",
      when: "Mon-Fri 14:00-18:00",
      duration: null,
      zone: "UTC",
      why: "People are there",
      place,
    } as const;
    await oneEnvironment(board, { windows: [rule] });
    expect((await look()).header.window).toMatchObject({
      state: "open",
      changesAt: "2026-11-24T18:00:00.000Z",
      rule: expect.stringContaining(place),
    });
    const night = { ...board.deps, now: new Date("2026-11-24T20:00:00Z") };
    const closed = await environmentPage(actor, night, DEV);
    expect(closed?.header.window).toMatchObject({ state: "closed", changesAt: "2026-11-25T14:00:00.000Z" });
  });

  it("says when the cluster syncs otherwise than the policy declares", async () => {
    await oneEnvironment(board, { sync: "manual" });
    await board.save({ applications: [application(DEV)] });
    const { header, attention } = await look();
    expect(header.policy.differs).toContain("Argo CD syncs every commit by itself");
    expect(attention).toMatchObject([{ title: "Dev does not sync as declared.", tone: "attention" }]);
  });

  it("says so of any of its applications, however well it is and whichever leads", async () => {
    const byHand = { enabled: false, prune: false, selfHeal: false };
    await oneEnvironment(board, { sync: "manual" }, ["a", "b", "c", "gone"]);
    const degraded = { tone: "failing", health: "Degraded", words: "Degraded" } as const;
    await board.save({
      applications: [
        application(DEV, { name: "a", automated: byHand, ...degraded }),
        application(DEV, { name: "b", automated: byHand }),
        application(DEV, { name: "gone", present: false }),
      ],
    });
    expect((await look()).header.policy).toEqual({ words: "by hand", differs: null });
    await board.save({ applications: [application(DEV, { name: "c" })] });
    expect((await look()).header.policy).toEqual({
      words: "by hand",
      differs: expect.stringContaining("c syncs every commit by itself, but the policy says that people sync"),
    });
    await board.save({ applications: [application(DEV, { name: "b" })] });
    const { header, attention } = await look();
    expect(header.policy.differs).toContain("b and 1 more sync every commit by themselves");
    expect(attention.map((line) => line.title)).toContain("Dev does not sync as declared.");
  });

  it("says which of several applications has no automatic sync where Argo CD should sync", async () => {
    await oneEnvironment(board, { sync: "automatic" }, ["a", "b"]);
    await board.save({
      applications: [
        application(DEV, { name: "a" }),
        application(DEV, { name: "b", automated: { enabled: false, prune: true, selfHeal: true } }),
      ],
    });
    expect((await look()).header.policy.differs).toContain("b has no automatic sync, but the policy says");
  });

  it("has the conditions of all its applications, ten at most, and first what cannot be compared", async () => {
    const names = Array.from({ length: 12 }, (_, i) => `app-${String(i).padStart(2, "0")}`);
    await oneEnvironment(board, {}, [...names, "gone"]);
    const told = (type: string) => [{ type, message: type, since: null }];
    const typeOf = (name: string) =>
      name === "app-11" ? "ComparisonError" : name === "app-10" ? "SyncError" : "OrphanedResourceWarning";
    await board.save({
      applications: [
        ...names.map((name) => application(DEV, { name, conditions: name === "app-00" ? [] : told(typeOf(name)) })),
        application(DEV, { name: "gone", present: false, conditions: told("ComparisonError") }),
      ],
    });
    const { header, attention } = await look();
    expect(header.conditions).toHaveLength(10);
    expect(header.conditions.slice(0, 3)).toEqual([
      { type: "ComparisonError", message: "ComparisonError", since: null, application: "app-11" },
      { type: "SyncError", message: "SyncError", since: null, application: "app-10" },
      { type: "OrphanedResourceWarning", message: "OrphanedResourceWarning", since: null, application: "app-01" },
    ]);
    expect(attention.map((line) => line.title)).toContain("Dev: app-11 cannot be compared with Git:");
  });

  it("does not name its only application in a condition", async () => {
    await oneEnvironment(board);
    const since = minutesAgo(5).toISOString();
    const conditions = [{ type: "SyncError", message: "refused", since }];
    await board.save({ applications: [application(DEV, { conditions })] });
    expect((await look()).header.conditions).toEqual([
      { type: "SyncError", message: "refused", since, application: null },
    ]);
  });

  it("shows how the last operation ended beside sync and health, and what it retries", async () => {
    await oneEnvironment(board);
    const operation = {
      phase: "Running" as const,
      kind: "sync" as const,
      message: "one or more objects failed to apply",
      revision: sha("b"),
      by: "Argo CD",
      startedAt: minutesAgo(3).toISOString(),
      finishedAt: null,
      retryCount: 2,
      retrying: "still retrying bbbbbbb while ccccccc waits",
    };
    await board.save({ applications: [application(DEV, { operation })] });
    const { header } = await look();
    expect(header).toMatchObject({
      health: "Healthy",
      sync: "Synced",
      lastOperation: { retrying: operation.retrying, retryCount: 2 },
    });
  });

  it("is led by its worst application, and counts them all", async () => {
    await oneEnvironment(board, {}, ["a", "b", "c"]);
    const worse = { tone: "failing", health: "Degraded", sync: "OutOfSync", words: "Degraded" } as const;
    const conditions = [{ type: "SyncError", message: "refused", since: null }];
    await board.save({
      applications: [
        application(DEV, { name: "a" }),
        application(DEV, { name: "b", ...worse, conditions }),
        application(DEV, { name: "c", tone: "moving" }),
      ],
    });
    expect((await look()).header).toMatchObject({
      tone: "failing",
      words: "Degraded",
      health: "Degraded",
      sync: "OutOfSync",
      applications: { total: 3, failing: 1, moving: 1, outOfSync: 1, missing: [] },
      conditions: [{ type: "SyncError", message: "refused", since: null, application: "b" }],
      links: { argocd: "https://argocd.example/applications/argocd/b" },
    });
  });

  it("keeps what Argo CD last said while it is away, with its age, also after the worker has begun anew", async () => {
    await oneEnvironment(board);
    await board.save({ applications: [application(DEV)], cells: [cell(DEV, "web")] });
    const message = "The connection was refused.";
    await board.argocd({ state: "offline", message, version: null, lastEventAt: null, lastListAt: null, at: NOW });
    const page = await look();
    expect(page.header).toMatchObject({ words: "Healthy" });
    expect(page.cells).toHaveLength(1);
    expect(page.instances).toEqual([
      {
        name: "default",
        state: "offline",
        version: "v3.6.0",
        message,
        lastEventAt: minutesAgo(1).toISOString(),
        since: NOW.toISOString(),
      },
    ]);
  });
});
