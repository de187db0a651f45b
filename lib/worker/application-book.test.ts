import { describe, expect, it } from "vitest";
import type { ObservedApplication } from "@/lib/domain/observed";
import type { Environment, Pipeline } from "@/lib/domain/pipeline";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import type { Projection } from "@/lib/domain/projection";
import { anApplication, anOperation } from "@/lib/testing/observed-application";
import { createBook } from "./application-book";

const A = "a".repeat(40);
const B = "b".repeat(40);
const at = new Date("2026-11-24T12:00:00Z");

const environment: Environment = {
  name: "dev-env-1",
  short: "dev",
  position: 0,
  from: null,
  values: "environments/dev-env-1/values.yaml",
  version: null,
  applications: { by: "names", names: ["dev-env-1-linq-platform"] },
  argocd: "default",
  change: "direct",
  approvals: [],
  sync: "automatic",
  windows: [],
  maintenance: [],
  rules: {},
  place: "environments/pipeline.yaml:1",
};
const resolved: ResolvedEnvironment = { environment, claims: { by: "names", names: ["dev-env-1-linq-platform"] } };
const service = {
  name: "linq-web",
  about: "",
  version: ["linq-web", "image", "tag"],
  image: null,
  source: null,
  runbook: null,
};
const pipeline: Pipeline = {
  name: "LINQ Platform",
  services: [service],
  expectedToDiffer: [],
  promotable: [],
  protectedPaths: [],
  environments: [environment],
  signIn: null,
  roles: [],
  freezes: [],
  people: [],
};

function aBook(files: Record<string, Record<string, string>> = {}) {
  const book = createBook({
    instance: "default",
    startedAt: at,
    values: (_environment, _row, sha) => files[sha],
    gitAhead: (_environment, _row, deployed) => deployed !== B,
  });
  book.setPolicy({ pipeline, environments: [resolved], head: B });
  return book;
}

function aResource(name: string): ObservedApplication["resources"][number] {
  return {
    group: "apps",
    version: "v1",
    kind: "Deployment",
    namespace: "dev-env-1",
    name,
    sync: "Synced",
    health: "Healthy",
    healthMessage: "",
    hook: false,
    requiresPruning: false,
  };
}

/** The same, with its keys the other way round. */
function reversed(projection: Projection): Projection {
  const { application, cells } = projection;
  const turn = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).reverse()) as T;
  return {
    application: turn({ ...application, automated: turn(application.automated) }),
    cells: cells.map(turn),
  };
}

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
    const after = book.known().flatMap((entry) => (entry.written ? [entry.written] : []));
    if (!failed) throw new Error("expected a change");
    book.putBack(failed, before);
    const again = book.takeChanges(at, 10);
    expect(again?.observations.map((o) => [o.kind, o.from, o.to])).toEqual([["health", "Healthy", "Degraded"]]);
    book.putBack(failed, after);
    expect(book.takeChanges(at, 10)?.observations ?? []).toEqual([]);
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

  it("gives each service of one environment to the application that holds it, one row each", () => {
    const book = aBook();
    book.setPolicy({
      pipeline: { ...pipeline, services: ["web", "api"].map((name) => ({ ...service, name })) },
      environments: [{ environment, claims: { by: "names", names: ["web-dev", "api-dev", "api-dev-2"] } }],
      head: B,
    });
    const holding = (name: string, resource: string) =>
      anApplication({ name, uid: name, resources: [aResource(resource)] });
    book.observe(holding("web-dev", "web"));
    book.observe(holding("api-dev", "api"));
    const owners = new Map<string, string>();
    const take = () => {
      for (let change = book.takeChanges(at, 10); change; change = book.takeChanges(at, 10)) {
        expect(new Set(change.cells.map((c) => c.service)).size).toBe(change.cells.length);
        for (const gone of change.goneCells)
          if (owners.get(gone.service) === gone.applicationId) owners.delete(gone.service);
        for (const cell of change.cells) owners.set(cell.service, cell.applicationId);
      }
      return Object.fromEntries(owners);
    };
    expect(take()).toEqual({ web: "default/argocd/web-dev", api: "default/argocd/api-dev" });
    book.observe(holding("api-dev-2", "api"));
    expect(take().api).toBe("default/argocd/api-dev");
    book.gone("default/argocd/api-dev");
    expect(take().api).toBe("default/argocd/api-dev-2");
  });

  it("gives a renamed application the rows of the one that left while nobody watched", () => {
    const before = aBook();
    before.observe(anApplication());
    before.takeChanges(at, 10);
    const book = aBook();
    book.remember(before.known().flatMap((entry) => (entry.written ? [entry.written] : [])));
    book.setPolicy({
      pipeline,
      environments: [{ environment, claims: { by: "names", names: ["renamed", "dev-env-1-linq-platform"] } }],
      head: B,
    });
    book.observe(anApplication({ name: "renamed", uid: "uid-2" }));
    book.gone("default/argocd/dev-env-1-linq-platform");
    const change = book.takeChanges(at, 10);
    expect(change?.cells.map((c) => [c.service, c.applicationId])).toEqual([["linq-web", "default/argocd/renamed"]]);
  });

  it("takes at most as many applications as asked", () => {
    const book = aBook();
    for (let i = 0; i < 25; i++) book.observe(anApplication({ name: `app-${i}` }));
    expect([10, 10, 10].map((limit) => book.takeChanges(at, limit)?.applications.length ?? 0)).toEqual([10, 10, 5]);
    expect(book.hasChanges()).toBe(false);
  });
});
