import { describe, expect, it } from "vitest";
import type { PodsOfService } from "@/lib/domain/projection";
import { anApplication, anOperation } from "@/lib/testing/observed-application";
import { createBook } from "./application-book";
import { A, aBook, aBookOf, at, B, environment, FAULTY, pipeline, resolved, reversed } from "./book.test-support";

describe("the book of one Argo CD", () => {
  it("gives each change once, and nothing when nothing changed", () => {
    const book = aBook();
    book.observe(anApplication());
    const first = book.takeChanges(at, 10);
    expect(first?.applications).toHaveLength(1);
    expect(first?.cells.map((c) => c.service)).toEqual(["linq-web"]);
    expect(first?.observations.map((o) => o.kind)).toEqual(["appeared"]);
    book.observe(anApplication());
    expect(book.takeChanges(at, 10)).toBeNull();
    book.observe(anApplication({ health: "Progressing" }));
    expect(book.takeChanges(at, 10)?.observations.map((o) => [o.kind, o.from, o.to])).toEqual([
      ["health", "Healthy", "Progressing"],
    ]);
  });

  it("says what Git holds beyond what was deployed, and the desired version of a running sync", () => {
    const book = aBook({ [A]: { "linq-web": "1.0.0" }, [B]: { "linq-web": "1.1.0" } });
    book.observe(anApplication({ revision: B, sync: "OutOfSync" }));
    expect(book.takeChanges(at, 10)?.cells[0]).toMatchObject({
      desired: "1.0.0",
      inGit: "1.1.0",
      state: "waiting-for-sync",
    });
    book.observe(
      anApplication({
        revision: B,
        sync: "OutOfSync",
        operation: anOperation({ phase: "Running", revision: B, finishedAt: null }),
      }),
    );
    expect(book.takeChanges(at, 10)?.cells[0]).toMatchObject({ desired: "1.1.0", inGit: null, state: "rolling-out" });
  });

  it("keeps the last known versions while the file cannot be read", () => {
    const files: Record<string, Record<string, string>> = { [A]: { "linq-web": "1.0.0" } };
    const book = aBook(files);
    book.observe(anApplication());
    book.takeChanges(at, 10);
    delete files[A];
    book.observe(anApplication({ health: "Degraded" }));
    expect(book.takeChanges(at, 10)?.cells[0]).toMatchObject({ desired: "1.0.0", tone: "failing" });
  });

  it("keeps the last good version of a service whose version cannot be taken, in Git and deployed", () => {
    const files: Record<string, Record<string, string>> = {
      [A]: { "linq-web": "1.0.0" },
      [B]: { "linq-web": "1.1.0" },
    };
    const book = aBook(files);
    book.observe(anApplication({ revision: B, sync: "OutOfSync" }));
    book.takeChanges(at, 10);
    files[B] = { "linq-web": FAULTY };
    book.setPolicy({ pipeline, environments: [resolved], head: B });
    expect(book.takeChanges(at, 10)).toBeNull();
    files[A] = { "linq-web": FAULTY };
    book.observe(anApplication({ revision: B, sync: "OutOfSync", health: "Degraded" }));
    expect(book.takeChanges(at, 10)?.cells[0]).toMatchObject({ desired: "1.0.0", inGit: "1.1.0", tone: "failing" });
  });

  it("keeps what Git holds while its newest commit has not been read", () => {
    const files: Record<string, Record<string, string>> = {
      [A]: { "linq-web": "1.0.0" },
      [B]: { "linq-web": "1.1.0" },
    };
    const book = aBook(files);
    book.observe(anApplication({ revision: B, sync: "OutOfSync" }));
    expect(book.takeChanges(at, 10)?.cells[0]).toMatchObject({ desired: "1.0.0", inGit: "1.1.0" });
    book.setPolicy({ pipeline, environments: [resolved], head: "c".repeat(40) });
    expect(book.takeChanges(at, 10)).toBeNull();
  });

  it("does not take the comparison from before a sync for a change behind Git, until it has had time for another", () => {
    let now = 0;
    const book = aBook({ [B]: { "linq-web": "1.1.0" } }, () => now);
    const running = anOperation({ phase: "Running", revision: B, finishedAt: null });
    book.observe(anApplication({ revision: B, sync: "OutOfSync", operation: running }));
    book.takeChanges(at, 10);
    const [first] = anApplication().history;
    if (!first) throw new Error("expected a history");
    const synced = {
      revision: B,
      sync: "OutOfSync",
      operation: anOperation({ revision: B }),
      history: [{ ...first, revision: B }],
    } as const;
    book.observe(anApplication({ ...synced, history: [...synced.history] }));
    expect(book.takeChanges(at, 10)?.cells[0]).toMatchObject({ state: "rolling-out" });
    now = 5_000;
    expect(book.reconsider()).toBe(false);
    now = 11_000;
    expect(book.reconsider()).toBe(true);
    expect(book.takeChanges(at, 10)?.cells[0]).toMatchObject({ state: "changed-behind-git" });
    expect(book.reconsider()).toBe(false);
  });

  it("goes on saying that the cluster was changed while somebody makes a dry run", () => {
    const book = aBook({ [B]: { "linq-web": "1.1.0" } });
    const [first] = anApplication().history;
    if (!first) throw new Error("expected a history");
    const drifted = anApplication({ revision: B, sync: "OutOfSync", history: [{ ...first, revision: B }] });
    book.observe(drifted);
    expect(book.takeChanges(at, 10)?.cells[0]).toMatchObject({ state: "changed-behind-git" });
    book.observe({ ...drifted, operation: anOperation({ dryRun: true, revision: B }) });
    expect(book.takeChanges(at, 10)?.cells).toEqual([]);
  });

  it("shows no version of before where an application was made anew and nothing is deployed yet", () => {
    const book = aBook({ [A]: { "linq-web": "1.0.0" }, [B]: { "linq-web": "1.1.0" } });
    book.observe(anApplication());
    book.takeChanges(at, 10);
    book.observe(anApplication({ uid: "uid-2", history: [], health: "Missing", sync: "OutOfSync" }));
    expect(book.takeChanges(at, 10)?.cells[0]).toMatchObject({
      state: "not-deployed",
      desired: null,
      inGit: "1.1.0",
    });
  });

  it("does not take back an alarm because a newer commit has not been read", () => {
    let known = true;
    const book = createBook({
      instance: "default",
      startedAt: at,
      now: () => at,
      values: () => ({ versions: { "linq-web": "1.0.0" }, faulty: [] }),
      gitAhead: () => (known ? false : null),
    });
    book.setPolicy({ pipeline, environments: [resolved], head: A });
    book.observe(anApplication({ sync: "OutOfSync" }));
    expect(book.takeChanges(at, 10)?.cells[0]).toMatchObject({ state: "changed-behind-git" });
    known = false;
    book.setPolicy({ pipeline, environments: [resolved], head: B });
    expect(book.takeChanges(at, 10)).toBeNull();
    const written = book.known().flatMap((entry) => (entry.written ? [entry.written] : []));
    const afterRestart = aBook({}, () => 0, false);
    afterRestart.remember(written);
    afterRestart.observe(anApplication({ sync: "OutOfSync" }));
    expect(afterRestart.takeChanges(at, 10)?.cells ?? []).toEqual([]);
  });

  it("tells what pods do at the time it is seen, look after look", () => {
    const minute = (n: number) => new Date(at.getTime() + n * 60_000);
    const book = aBook();
    book.observe(anApplication());
    book.takeChanges(at, 10);
    const [id] = book.known().map((entry) => entry.id);
    if (!id) throw new Error("expected an application");
    const pods = (failing: PodsOfService["failing"]) => ({
      "linq-web": { running: ["1.0.0"], ready: null, failing, stillServes: null },
    });
    const pod = { pod: "a", version: "1.0.0", reason: "Crash loop", message: "", restarts: 1, since: at.toISOString() };
    const seen = [1, 2, 3].map((n) => {
      book.setPods(id, pods(n % 2 === 1 ? [pod] : []));
      return new Set(book.takeChanges(minute(n), 10)?.observations.map((one) => one.at.getTime()));
    });
    expect(seen).toEqual([1, 2, 3].map((n) => new Set([minute(n).getTime()])));
  });

  it("gives a row to another application as soon as the policy no longer gives it to the first", () => {
    const claim = (name: string) =>
      book.setPolicy({
        pipeline,
        environments: [{ environment, claims: { by: "names", names: [name] } }],
        head: B,
      });
    const book = aBook();
    claim("before");
    book.observe(anApplication({ name: "before" }));
    book.observe(anApplication({ name: "after" }));
    book.takeChanges(at, 10);
    claim("after");
    const owners = [book.takeChanges(at, 10), book.takeChanges(at, 10)].flatMap((change) => change?.cells ?? []);
    expect(owners.at(-1)?.applicationId).toMatch(/after$/);
  });

  it("writes what Argo CD said before what is only looked over again", () => {
    const names = ["app-0", "app-1", "app-2", "app-3"];
    const book = aBookOf(names);
    for (const name of names) book.observe(anApplication({ name }));
    book.takeChanges(at, 10);
    book.setPolicy(null); // all of them are to be looked over
    book.observe(anApplication({ name: "app-3", health: "Degraded" }));
    expect(book.takeChanges(at, 1)?.applications.map((a) => [a.name, a.health])).toEqual([["app-3", "Degraded"]]);
    expect(book.hasChanges()).toBe(true);
  });

  it("looks only those over whose values file was read", () => {
    const files: Record<string, Record<string, string>> = {};
    const book = aBook(files);
    book.observe(anApplication());
    book.observe(anApplication({ name: "somebody-elses" }));
    book.takeChanges(at, 10);
    files[A] = { "linq-web": "1.0.0" };
    book.touch("staging-env-1", "linq-web");
    expect(book.hasChanges()).toBe(false);
    book.touch("dev-env-1", "linq-web");
    expect(book.takeChanges(at, 10)?.cells).toMatchObject([{ service: "linq-web", desired: "1.0.0" }]);
  });

  it("writes everything again after a failed write", () => {
    const book = aBook();
    book.observe(anApplication());
    const change = book.takeChanges(at, 10);
    if (!change) throw new Error("expected a change");
    expect(book.takeChanges(at, 10)).toBeNull();
    book.putBack(change, []);
    expect(book.takeChanges(at, 10)).toEqual(change);
  });

  it("keeps the history of what changed through a failed write, whether it got through or not", () => {
    const book = aBook();
    book.observe(anApplication());
    const saved = book.takeChanges(at, 10);
    const before = book.known().flatMap((entry) => (entry.written ? [entry.written] : []));
    expect(saved?.observations.map((o) => o.kind)).toEqual(["appeared"]);
    book.observe(anApplication({ health: "Degraded" }));
    const failed = book.takeChanges(at, 10);
    const last = () => book.known().flatMap((entry) => (entry.written ? [entry.written] : []));
    if (!failed) throw new Error("expected a change");
    book.observe(anApplication());
    book.putBack(failed, before);
    const again = book.takeChanges(at, 10);
    expect(again?.observations.map((o) => [o.kind, o.from, o.to])).toEqual([
      ["health", "Healthy", "Degraded"],
      ["health", "Degraded", "Healthy"],
    ]);
    if (!again) throw new Error("expected a change");
    book.putBack(again, last());
    expect(book.takeChanges(at, 10)?.observations ?? []).toEqual([]);
  });

  it("keeps every step as history, however quickly they followed, and writes the rows once", () => {
    const book = aBook();
    book.observe(anApplication());
    book.takeChanges(at, 10);
    const second = new Date("2026-11-24T11:00:00Z");
    const failing = { startedAt: second, finishedAt: null, revision: B } as const;
    book.observe(anApplication({ operation: anOperation({ ...failing, phase: "Running" }) }));
    book.observe(anApplication({ operation: anOperation({ ...failing, phase: "Failed", finishedAt: second }) }));
    const heal = anOperation({ partial: true, selfHeal: true, startedAt: at, phase: "Running", finishedAt: null });
    book.observe(anApplication({ operation: heal }));
    const change = book.takeChanges(at, 10);
    expect(change?.observations.map((o) => [o.kind, o.to, o.details.kind])).toEqual([
      ["operation", "Running", "sync"],
      ["operation", "Failed", "sync"],
      ["operation", "Running", "self-heal"],
    ]);
    expect(change?.deployments.map((d) => [d.revision, d.outcome])).toEqual([[B, "failed"]]);
    expect(change?.applications).toHaveLength(1);
  });

  it("keeps who began a deployment that was seen running and done within one batch", () => {
    const book = aBook();
    const by = { startedAt: new Date("2026-11-24T10:00:00Z"), infos: [{ name: "Requested by", value: "Sam Roth" }] };
    const initiatedBy = { username: "dashboard", automated: false };
    book.observe(anApplication({ history: [], operation: anOperation({ ...by, initiatedBy, phase: "Running" }) }));
    book.observe(anApplication({ operation: anOperation({ partial: true, selfHeal: true, startedAt: at }) }));
    const change = book.takeChanges(at, 10);
    expect(change?.deployments.map((d) => [d.by, d.how, d.outcome])).toEqual([["Sam Roth", "by hand", "succeeded"]]);
  });

  it("keeps as history what changed and changed back between two writes", () => {
    const book = aBook();
    book.observe(anApplication());
    book.takeChanges(at, 10);
    book.observe(anApplication({ health: "Degraded" }));
    book.observe(anApplication());
    const change = book.takeChanges(at, 10);
    expect(change?.observations.map((o) => o.to)).toEqual(["Degraded", "Healthy"]);
    expect(change?.applications).toEqual([]);
    if (!change) throw new Error("expected a change");
    book.putBack(change, []);
    expect(book.hasChanges()).toBe(true);
  });

  it("writes again what left while nobody watched, after a failed write", () => {
    const before = aBook();
    before.observe(anApplication());
    before.takeChanges(at, 10);
    const written = before.known().flatMap((entry) => (entry.written ? [entry.written] : []));
    const book = aBook();
    book.remember(written);
    book.gone("default/argocd/dev-env-1-linq-platform");
    const change = book.takeChanges(at, 10);
    if (!change) throw new Error("expected a change");
    expect(book.hasChanges()).toBe(false);
    book.putBack(change, written);
    expect(book.takeChanges(at, 10)).toEqual(change);
    book.putBack(
      change,
      written.map((p) => ({ ...p, application: { ...p.application, present: false } })),
    );
    expect(book.hasChanges()).toBe(false);
  });

  it("sees no difference in the order of keys, which the database changes", () => {
    const first = aBook();
    first.observe(anApplication());
    first.takeChanges(at, 10);
    const turned = first.known().flatMap((e) => (e.written ? [reversed(e.written)] : []));
    const book = aBook();
    book.remember(turned);
    book.observe(anApplication());
    expect(book.takeChanges(at, 10)).toMatchObject({ applications: [], cells: [], observations: [] });
  });

  it("shows an application that left as missing, not dropped", () => {
    const book = aBook();
    book.observe(anApplication());
    book.takeChanges(at, 10);
    book.gone("default/argocd/dev-env-1-linq-platform");
    const change = book.takeChanges(at, 10);
    expect(change?.applications[0]).toMatchObject({ present: false, words: "Not in Argo CD" });
    expect(change?.cells[0]).toMatchObject({ state: "missing" });
    expect(change?.observations.map((o) => o.kind)).toEqual(["disappeared"]);
  });

  it("notices what changed and what left while no worker ran", () => {
    const before = aBook();
    before.observe(anApplication());
    before.observe(anApplication({ name: "other" }));
    before.takeChanges(at, 10);
    const written = before.known().flatMap((entry) => (entry.written ? [entry.written] : []));
    const book = aBook();
    book.remember(written);
    book.observe(anApplication({ health: "Degraded" }));
    for (const ref of book.presentRefs()) if (ref.name === "other") book.gone(book.idOf(ref));
    const change = book.takeChanges(at, 10);
    expect(change?.observations.map((o) => [o.applicationId, o.kind])).toEqual([
      ["default/argocd/dev-env-1-linq-platform", "health"],
      ["default/argocd/other", "disappeared"],
    ]);
  });

  it("gives an unclaimed application no cells", () => {
    const book = aBook();
    book.observe(anApplication({ name: "somebody-elses" }));
    const change = book.takeChanges(at, 10);
    expect(change?.cells).toEqual([]);
    expect(change?.applications[0]).toMatchObject({ environment: null });
  });

  it("takes at most as many applications as asked", () => {
    const book = aBook();
    for (let i = 0; i < 25; i++) book.observe(anApplication({ name: `app-${i}` }));
    expect([10, 10, 10].map((limit) => book.takeChanges(at, limit)?.applications.length ?? 0)).toEqual([10, 10, 5]);
    expect(book.hasChanges()).toBe(false);
  });
});
