import { expect, it } from "vitest";
import { stringify } from "yaml";
import { canonical, type JsonObject } from "./json";
import { render } from "./render";
import type { Snapshots } from "./repository";
import { step } from "./step";
import { emptyWorld, type World, type WorldEvent } from "./world";

const START = Date.parse("2026-11-24T02:00:00Z");
const FIRST = "1".repeat(40);
const SECOND = "2".repeat(40);

function files(tag: string): Record<string, string> {
  return {
    "helm-charts/linq-platform/Chart.yaml": stringify({ name: "linq-platform", dependencies: [{ name: "linq-web" }] }),
    "helm-charts/linq-platform/values.yaml": stringify({
      migration: { image: { repository: "registry.linq.example/linq-migrate", tag: "1.0.0" } },
    }),
    "helm-charts/linq-web/Chart.yaml": "name: linq-web",
    "helm-charts/linq-web/values.yaml": stringify({
      image: { repository: "registry.linq.example/linq-web", tag: "1.0.0" },
      replicaCount: 3,
    }),
    "environments/dev/values.yaml": stringify({ "linq-web": { image: { tag } } }),
  };
}

const contents: Record<string, Record<string, string>> = { [FIRST]: files("1.0.0"), [SECOND]: files("2.0.0") };

function snapshotsAt(head: string): Snapshots {
  return {
    resolve: (revision) => (revision === "main" ? head : null),
    rendered: (spec, name, sha) => render(contents[sha] ?? {}, spec, name),
  };
}

const manifest: JsonObject = {
  kind: "Application",
  metadata: { name: "dev", namespace: "argocd" },
  spec: {
    project: "linq",
    source: {
      repoURL: "https://git.linq.example/linq/gitops.git",
      path: "helm-charts/linq-platform",
      targetRevision: "main",
      helm: { valueFiles: ["../../environments/dev/values.yaml"] },
    },
    destination: { namespace: "dev" },
    syncPolicy: { automated: { selfHeal: true, prune: true }, syncOptions: ["CreateNamespace=true"] },
  },
};

/** Carries out what is due up to `until`; each event at its own time. */
function run(world: World, until: number, head: string): World {
  let current = world;
  for (let due = current.agenda[0]; due && due.at <= until; due = current.agenda[0]) {
    const rest = { ...current, agenda: current.agenda.slice(1) };
    current = step(rest, due.event, due.at, snapshotsAt(head)).world;
  }
  return current;
}

function begin(): World {
  const event: WorldEvent = { type: "manifests", revision: FIRST, applications: [manifest], projects: [] };
  return run(step(emptyWorld(START), event, START, snapshotsAt(FIRST)).world, START + 40_000, FIRST);
}

function deploy(world: World): World {
  return step(
    world,
    { type: "refresh", name: "dev", mode: "normal", from: "webhook" },
    START + 40_000,
    snapshotsAt(SECOND),
  ).world;
}

it("gives the same world whether time passes at once or in slices", () => {
  const atOnce = run(deploy(begin()), START + 100_000, SECOND);
  let sliced = deploy(begin());
  for (let at = START + 40_000; at <= START + 100_000; at += 333) sliced = run(sliced, at, SECOND);
  expect(canonical(run(sliced, START + 100_000, SECOND))).toBe(canonical(atOnce));
  expect(atOnce.applications.dev?.wire.status).toMatchObject({
    sync: { status: "Synced", revision: SECOND },
    health: { status: "Healthy" },
  });
});

it("survives being written and read between any two events", () => {
  const whole = run(deploy(begin()), START + 100_000, SECOND);
  let world = deploy(begin());
  for (let due = world.agenda[0]; due && due.at <= START + 100_000; due = world.agenda[0]) {
    const kept: World = JSON.parse(JSON.stringify(world));
    const [next, ...agenda] = kept.agenda;
    if (next) world = step({ ...kept, agenda }, next.event, next.at, snapshotsAt(SECOND)).world;
  }
  expect(canonical(world)).toBe(canonical(whole));
});

it("leaves the world it was given as it was", () => {
  let world = deploy(begin());
  for (let due = world.agenda[0]; due && due.at <= START + 60_000; due = world.agenda[0]) {
    const before = { ...world, agenda: world.agenda.slice(1) };
    const text = canonical(before);
    world = step(before, due.event, due.at, snapshotsAt(SECOND)).world;
    expect(canonical(before)).toBe(text);
  }
});

it("replaces pods one by one and never serves with fewer than asked for", () => {
  let world = deploy(begin());
  const served: number[] = [];
  const versions = new Set<number>();
  for (let due = world.agenda[0]; due && due.at <= START + 100_000; due = world.agenda[0]) {
    world = step({ ...world, agenda: world.agenda.slice(1) }, due.event, due.at, snapshotsAt(SECOND)).world;
    const pods = world.applications.dev?.pods.filter((pod) => pod.owner.kind === "ReplicaSet") ?? [];
    served.push(pods.filter((pod) => pod.ready && pod.reason !== "Terminating").length);
    versions.add(new Set(pods.map((pod) => pod.image)).size);
  }
  expect(Math.min(...served)).toBe(3);
  expect([...versions].sort()).toEqual([1, 2]);
  expect(world.agenda.filter(({ event }) => event.type === "cluster")).toEqual([]);
});
