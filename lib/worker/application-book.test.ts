import { describe, expect, it } from "vitest";
import { anApplication, anOperation } from "@/lib/testing/observed-application";
import { DEPLOYED as A, aBook, startedAt as at, HEAD as B } from "./application-book.test-support";

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
    const book = aBook({ files: { [A]: { "linq-web": "1.0.0" }, [B]: { "linq-web": "1.1.0" } } });
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
    const book = aBook({ files });
    book.observe(anApplication());
    book.takeChanges(at, 10);
    delete files[A];
    book.observe(anApplication({ health: "Degraded" }));
    expect(book.takeChanges(at, 10)?.cells[0]).toMatchObject({ desired: "1.0.0", tone: "failing" });
  });

  it("writes everything again after a failed write", () => {
    const book = aBook();
    book.observe(anApplication());
    const change = book.takeChanges(at, 10);
    if (!change) throw new Error("expected a change");
    expect(book.takeChanges(at, 10)).toBeNull();
    book.putBack(change);
    expect(book.takeChanges(at, 10)).toEqual(change);
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
    for (const projection of book.unseen()) book.rememberGone(projection.application.id);
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

  it("writes what Argo CD said before what is only looked over again", () => {
    const names = ["app-0", "app-1", "app-2", "app-3"];
    const book = aBook({ claims: names });
    for (const name of names) book.observe(anApplication({ name }));
    book.takeChanges(at, 10);
    book.setPolicy(null); // all of them are to be looked over
    book.observe(anApplication({ name: "app-3", health: "Degraded" }));
    expect(book.takeChanges(at, 1)?.applications.map((a) => [a.name, a.health])).toEqual([["app-3", "Degraded"]]);
    expect(book.hasChanges()).toBe(true);
  });

  it("looks only those over whose values file was read", () => {
    const files: Record<string, Record<string, string>> = {};
    const book = aBook({ files });
    book.observe(anApplication());
    book.observe(anApplication({ name: "somebody-elses" }));
    book.takeChanges(at, 10);
    files[A] = { "linq-web": "1.0.0" };
    book.touch("staging-env-1", "linq-web");
    expect(book.hasChanges()).toBe(false);
    book.touch("dev-env-1", "linq-web");
    expect(book.takeChanges(at, 10)?.cells).toMatchObject([{ service: "linq-web", desired: "1.0.0" }]);
  });
});
