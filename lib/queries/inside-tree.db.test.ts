import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ObservedResource } from "@/lib/domain/observed";
import type { ResourceTree } from "@/lib/domain/observed-inside";
import type { ResourceName } from "@/lib/domain/resource-key";
import { aNode, aPod, ownedBy } from "@/lib/domain/resource-row.test-support";
import {
  actor,
  application,
  type Board,
  claiming,
  environment,
  minutesAgo,
  NOW,
  testBoard,
} from "./board.test-support";
import { insideManifest } from "./inside-manifest";
import { insideResource } from "./inside-resource";
import { insideTree } from "./inside-tree";
import { AWAY, scriptedInside } from "./scripted-inside.test-support";

let board: Board;

beforeAll(async () => {
  board = await testBoard();
  await board.policy([claiming(environment(DEV), ["web", "broken"])], ["web"]);
  await board.argocd();
  await board.save({
    applications: [
      application(DEV, {
        name: "web",
        tone: "failing",
        resources: [compared("apps", "Deployment", "web"), compared("", "ConfigMap", "web", { sync: "OutOfSync" })],
      }),
      application(DEV, {
        name: "broken",
        sync: "Unknown",
        conditions: [{ type: "ComparisonError", message: "helm template: line 3", since: null }],
        resources: [compared("apps", "Deployment", "web")],
      }),
    ],
  });
});
afterAll(() => board.drop());

const DEV = "dev-env-1";

function compared(group: string, kind: string, name: string, change: Partial<ObservedResource> = {}): ObservedResource {
  const rest = {
    version: "v1",
    namespace: "dev",
    health: null,
    healthMessage: "",
    hook: false,
    requiresPruning: false,
  };
  return { ...rest, group, kind, name, sync: "Synced", ...change };
}

const deployment = aNode({ group: "apps", kind: "Deployment", name: "web", uid: "d", urls: ["https://web.example/"] });
const pod = aPod("web-1", "CrashLoopBackOff", { uid: "p", health: "Degraded", parents: [ownedBy(deployment)] });
const service = aNode({
  kind: "Service",
  name: "web",
  uid: "s",
  targets: [{ group: "", kind: "Pod", namespace: "dev", name: "web-1" }],
});
const TREE: ResourceTree = {
  nodes: [deployment, service, pod],
  hosts: [{ name: "node-a", kernel: "6.1", architecture: "arm64" }],
};
const POD = { group: "", kind: "Pod", namespace: "dev", name: "web-1" };
const DEPLOYMENT = { group: "apps", kind: "Deployment", namespace: "dev", name: "web" };

const deps = (script: Parameters<typeof scriptedInside>[0]) => ({ db: board.db, ...scriptedInside(script) });
const look = (script: Parameters<typeof scriptedInside>[0], application: string | null = null, name = DEV) =>
  insideTree(actor, deps(script), { environment: name, application });

describe("the tree of an Application", () => {
  it("is the worst one's, failing pods first, each with how it was compared to Git", async () => {
    const answer = await look({ tree: TREE });
    expect(answer).toMatchObject({
      ok: true,
      value: { application: "web", of: 4, hosts: TREE.hosts, argocd: "https://argocd.example/applications/argocd/web" },
    });
    const rows = answer?.ok ? answer.value.rows : [];
    expect(rows.map((row) => [row.kind, row.name, row.tone, row.words, row.application])).toEqual([
      ["Pod", "web-1", "failing", "Crash loop", "web"],
      ["ConfigMap", "web", "attention", "Out of sync", "web"],
      ["Deployment", "web", "fine", "0 of 1 ready, synced", "web"],
      ["Service", "web", "fine", "Leads to 1 pod", "web"],
    ]);
    expect(answer?.ok && answer.value.at).toBe(NOW.toISOString());
  });

  it("passes on what Argo CD could not give, and is nothing where there is no environment", async () => {
    expect(await look({ tree: AWAY })).toEqual({ ok: false, failure: AWAY });
    expect(await look({ tree: TREE }, "nobody")).toMatchObject({ ok: false, failure: { kind: "not-found" } });
    expect(await look({ tree: TREE }, null, "nowhere")).toBeNull();
    const gone = { db: board.db, insideOf: () => null };
    expect(await insideTree(actor, gone, { environment: DEV, application: null })).toMatchObject({
      failure: { kind: "misconfigured" },
    });
  });

  it("gives the worst five thousand of a tree that is larger, and says of how many", async () => {
    const nodes = Array.from({ length: 6_000 }, (_, i) => aNode({ kind: "ConfigMap", name: `c${i}` }));
    const answer = await look({ tree: { nodes: [...nodes, pod], hosts: [] } });
    expect(answer?.ok && [answer.value.rows.length, answer.value.of, answer.value.rows[0]?.name]).toEqual([
      5_000,
      6_003,
      "web-1",
    ]);
  });
});

describe("one resource", () => {
  const ask = (resource: ResourceName, script: Parameters<typeof scriptedInside>[0]) =>
    insideResource(actor, deps({ tree: TREE, ...script }), { environment: DEV, application: null, resource });

  it("says what made it, what it made, and where it leads", async () => {
    expect(await ask(DEPLOYMENT, {})).toMatchObject({
      value: {
        owners: [],
        children: [{ kind: "Pod", name: "web-1", tone: "failing" }],
        childrenOf: 1,
        urls: ["https://web.example/"],
        argocd: "https://argocd.example/applications/argocd/web?node=apps%2FDeployment%2Fdev%2Fweb%2F0",
      },
    });
    expect(await ask(POD, {})).toMatchObject({ value: { owners: [{ name: "web" }], children: [] } });
    expect(await ask({ ...POD, kind: "Service", name: "web" }, {})).toMatchObject({
      value: { targets: [{ kind: "Pod", name: "web-1" }] },
    });
  });

  it("finds a pod of which only the name is known", async () => {
    expect(await ask({ ...POD, namespace: "" }, {})).toMatchObject({ value: { row: { namespace: "dev" } } });
  });

  it("reads conditions and containers from the manifest, and carries its events", async () => {
    const manifest = JSON.stringify({
      spec: { containers: [{ name: "web", image: "web:2" }] },
      status: {
        conditions: [{ type: "Ready", status: "False", reason: "ContainersNotReady" }],
        containerStatuses: [
          {
            name: "web",
            restartCount: 4,
            state: { waiting: { reason: "CrashLoopBackOff" } },
            lastState: { terminated: { exitCode: 1 } },
          },
        ],
      },
    });
    const event = {
      ...{ id: "e", type: "Warning" as const, reason: "BackOff", message: "again", count: 9, source: "kubelet" },
      firstAt: null,
      lastAt: minutesAgo(1),
      object: { kind: "Pod", namespace: "dev", name: "web-1" },
    };
    expect(await ask(POD, { manifest, events: [event] })).toMatchObject({
      value: {
        facts: {
          value: {
            conditions: [{ type: "Ready", tone: "attention" }],
            containers: [{ name: "web", restarts: 4, state: "waits: CrashLoopBackOff; last ended: exit code 1" }],
          },
        },
        events: { value: [{ reason: "BackOff", lastAt: minutesAgo(1).toISOString(), firstAt: null }] },
      },
    });
  });

  it("stands where its manifest or its events cannot be had, each for itself", async () => {
    expect(await ask(POD, { manifest: AWAY, events: AWAY })).toMatchObject({
      ok: true,
      value: { row: { name: "web-1" }, facts: { failure: AWAY }, events: { failure: AWAY } },
    });
  });

  it("asks for no manifest of what is not in the cluster", async () => {
    const missing = aNode({ kind: "Secret", name: "lost", health: "Missing" });
    const inside = scriptedInside({ tree: { nodes: [missing], hosts: [] } });
    const asked = { environment: DEV, application: null, resource: { ...POD, kind: "Secret", name: "lost" } };
    const answer = await insideResource(actor, { db: board.db, ...inside }, asked);
    expect(answer).toMatchObject({ ok: true, value: { facts: { value: { conditions: [] } } } });
    expect(inside.asked).toEqual(["tree", "events lost"]);
  });

  it("is not found where the tree has none such", async () => {
    for (const change of [{ name: "other" }, { kind: "Job" }, { namespace: "else" }, { group: "apps" }])
      expect(await ask({ ...POD, ...change }, {})).toMatchObject({ ok: false, failure: { kind: "not-found" } });
  });
});

describe("a manifest", () => {
  const ask = (resource: ResourceName, application: string, script: Parameters<typeof scriptedInside>[0] = {}) =>
    insideManifest(actor, deps({ tree: TREE, manifest: '{"live":1}', ...script }), {
      environment: DEV,
      application,
      resource,
    });
  const managed = [
    { ...DEPLOYMENT, hook: false, target: '{"git":1}', live: null, normalizedLive: null, predictedLive: null },
  ];

  it("is what the cluster holds beside what Git wants", async () => {
    expect(await ask(DEPLOYMENT, "web", { managed })).toMatchObject({
      value: { live: { ok: true, value: '{"live":1}' }, desired: { ok: true, value: '{"git":1}' } },
    });
    expect(await ask(POD, "web", { managed })).toMatchObject({ value: { desired: { ok: true, value: null } } });
  });

  it("says nothing of Git after a comparison that failed", async () => {
    expect(
      await ask(DEPLOYMENT, "broken", { managed: managed.map((one) => ({ ...one, target: null })) }),
    ).toMatchObject({
      value: { live: { ok: true }, desired: { ok: false, failure: { detail: "helm template: line 3" } } },
    });
  });

  it("stands with one side where the other cannot be had", async () => {
    expect(await ask(DEPLOYMENT, "web", { managed: AWAY })).toMatchObject({
      value: { live: { ok: true }, desired: { ok: false, failure: AWAY } },
    });
    expect(await ask(DEPLOYMENT, "web", { manifest: AWAY, managed })).toMatchObject({
      value: { live: { ok: false }, desired: { ok: true } },
    });
  });
});
