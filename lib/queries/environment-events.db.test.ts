import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KubernetesEvent } from "@/lib/domain/observed-inside";
import { resourceOfKey } from "@/lib/domain/resource-key";
import { aNode, aPod } from "@/lib/domain/resource-row.test-support";
import {
  actor,
  application,
  type Board,
  claiming,
  deployment,
  environment,
  minutesAgo,
  testBoard,
} from "./board.test-support";
import { environmentEvents } from "./environment-events";
import { AWAY, scriptedInside } from "./scripted-inside.test-support";

const DEV = "dev-env-1";
let board: Board;

beforeAll(async () => {
  board = await testBoard();
  await board.policy([claiming(environment(DEV), ["web", "worker"]), claiming(environment("staging-env-1"))], ["web"]);
  await board.argocd();
  const crash = { from: null, service: "web", environment: DEV, kind: "pod-failing" as const, at: minutesAgo(10) };
  await board.save({
    applications: [application(DEV, { name: "web", tone: "failing" }), application(DEV, { name: "worker" })],
    deployments: [deployment(DEV, minutesAgo(11), { applicationId: "default/argocd/web" })],
    observations: [
      { ...crash, applicationId: "default/argocd/web", to: "web-1", details: { reason: "Crash loop" } },
      {
        ...crash,
        applicationId: "default/argocd/worker",
        service: "worker",
        to: "worker-1",
        details: { reason: "Crash loop" },
      },
    ],
  });
});
afterAll(() => board.drop());

function event(name: string, change: Partial<KubernetesEvent> = {}): KubernetesEvent {
  return {
    id: `${name}-${change.reason}`,
    type: "Warning",
    reason: "BackOff",
    message: "Back-off restarting failed container",
    count: 4,
    firstAt: minutesAgo(9),
    lastAt: minutesAgo(1),
    source: "kubelet",
    object: { kind: "Pod", namespace: "dev", name },
    ...change,
  };
}

const crashing = aPod("web-1", "CrashLoopBackOff", { health: "Degraded", uid: "p1" });
const fine = aPod("web-2", "Running", { uid: "p2" });
const moving = aNode({ group: "apps", kind: "Deployment", name: "web", health: "Progressing", uid: "d" });
const tree = { nodes: [fine, moving, crashing], hosts: [] };

async function look(
  script: Parameters<typeof scriptedInside>[0],
  asked: { application?: string; resource?: string } = {},
) {
  const { insideOf, asked: questions } = scriptedInside(script);
  const resource = asked.resource === undefined ? null : resourceOfKey(asked.resource);
  const answer = await environmentEvents(
    actor,
    { db: board.db, insideOf },
    { environment: DEV, application: asked.application ?? null, resource },
  );
  if (!answer) throw new Error("no environment");
  return { ...answer, questions, words: answer.own.map((entry) => entry.words) };
}

const DEPLOYED = "deployed aaaaaaa to dev-env-1";

describe("an environment's events", () => {
  it("are the Application's and those of what is unwell in it, beside our own history", async () => {
    const { application: shown, cluster, questions, words } = await look({ tree, events: [event("web-1")] });
    expect(shown).toBe("web");
    expect(questions).toEqual(["tree", "events of the Application", "events web-1", "events web"]);
    expect(cluster).toMatchObject({
      failure: null,
      asked: 2,
      unwell: 2,
      events: [{ reason: "BackOff", warning: true, count: 4 }],
    });
    expect(words.sort()).toEqual([DEPLOYED, "web in dev-env-1: crash loop", "worker in dev-env-1: crash loop"]);
  });

  it("of one Application leave out what is another's", async () => {
    expect((await look({ tree }, { application: "web" })).words.sort()).toEqual([
      DEPLOYED,
      "web in dev-env-1: crash loop",
    ]);
  });

  it("of one resource ask for that alone", async () => {
    const { questions, words } = await look({ tree }, { resource: "/Pod/dev/web-1" });
    expect(questions).toEqual(["tree", "events web-1"]);
    expect(words).toEqual(["web in dev-env-1: crash loop"]);
  });

  it("of a resource that has gone leave our own history of it", async () => {
    const { cluster, words } = await look({ tree: { ...tree, nodes: [] } }, { resource: "/Pod/dev/web-1" });
    expect(cluster).toMatchObject({ events: [], failure: { kind: "not-found" } });
    expect(words).toEqual(["web in dev-env-1: crash loop"]);
  });

  it.each([
    ["does not answer", AWAY],
    ["refuses", { kind: "refused-this", status: 403, detail: "permission denied" }],
    ["fails", { kind: "failed", status: 500, detail: "" }],
  ] as const)("are still our own where Argo CD %s", async (_what, failure) => {
    for (const script of [{ tree: failure }, { tree, events: failure }]) {
      const { cluster, words } = await look(script);
      expect(cluster).toMatchObject({ events: [], failure, at: null });
      expect(words).toHaveLength(3);
    }
  });

  it("ask about no more than a few of very many that are unwell, and say so", async () => {
    const nodes = Array.from({ length: 200 }, (_, i) =>
      aPod(`web-${i}`, "CrashLoopBackOff", { health: "Degraded", uid: `${i}` }),
    );
    const { cluster, questions } = await look({ tree: { nodes, hosts: [] } });
    expect(cluster).toMatchObject({ asked: 10, unwell: 200 });
    expect(questions).toHaveLength(12);
  });

  it("are cut where somebody writes a megabyte", async () => {
    const long = "x".repeat(1_000_000);
    const { cluster } = await look({
      tree,
      events: Array.from({ length: 40 }, (_, i) =>
        event(`${i}${long}`, { message: `${long}${i}`, reason: long, source: long }),
      ),
    });
    expect(JSON.stringify(cluster).length).toBeLessThan(150_000);
  });

  it("are of nothing where there is no such environment or Application", async () => {
    const deps = { db: board.db, ...scriptedInside({ tree }) };
    expect(
      await environmentEvents(actor, deps, { environment: "nowhere", application: null, resource: null }),
    ).toBeNull();
    expect((await look({ tree }, { application: "nobody" })).cluster.failure).toMatchObject({ kind: "not-found" });
  });
});
