import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createInsideClient } from "@/lib/adapters/argocd/inside-client";
import { createSharedInside } from "@/lib/adapters/argocd/shared-inside";
import type { LogLine, LogQuestion, ResourceTree } from "@/lib/domain/observed-inside";
import type { ArgoCdInside, Outcome, Seen } from "@/lib/ports";
import { DEV, PRODUCTION, ReplayedServer } from "../replayed-server";

// What Slipway itself asks when somebody looks inside an Application, of a server whose cluster lives.
const REF = { name: DEV, namespace: "argocd", project: "linq" };
const POLL = { timeout: 15_000 };

let server: ReplayedServer;
let inside: ArgoCdInside;

beforeAll(async () => {
  server = await ReplayedServer.start();
  await server.pass(80);
  const clock = { now: () => server.argo.now() };
  const client = createInsideClient({ instance: "default", url: server.argo.url, token: "dashboard-token", clock });
  inside = createSharedInside(client, { clock });
});
afterAll(() => server.stop());

async function got<T>(outcome: Promise<Outcome<Seen<T>>>): Promise<T> {
  const answer = await outcome;
  if (!answer.ok) throw new Error(`${answer.failure.kind}: ${answer.failure.detail}`);
  return answer.value.value;
}

const podsOf = ({ nodes }: ResourceTree, service: string) =>
  nodes.filter((node) => node.kind === "Pod" && node.name.startsWith(`${service}-`)).map(({ name }) => name);

async function onePod(service: string): Promise<LogQuestion> {
  const [pod = "none"] = podsOf(await got(inside.tree(REF)), service);
  const whole = { tail: 5, follow: false, previous: false, since: null };
  return { namespace: "dev-env-1", pod, container: service, ...whole };
}

async function linesOf(question: LogQuestion, most = Number.POSITIVE_INFINITY): Promise<LogLine[]> {
  const stop = new AbortController();
  const lines: LogLine[] = [];
  for await (const line of inside.logs(REF, question, stop.signal)) {
    lines.push(line);
    if (lines.length >= most) stop.abort();
  }
  return lines;
}

describe("looking inside an Application", () => {
  it("a tree follows the cluster by its stream alone", async () => {
    const before = podsOf(await got(inside.tree(REF)), "linq-scheduler");
    expect(before.length).toBeGreaterThan(0);
    await server.lever("drift", { application: DEV, service: "linq-scheduler", kind: "delete-pod" });
    await server.pass(10);
    await expect.poll(async () => podsOf(await got(inside.tree(REF)), "linq-scheduler"), POLL).not.toEqual(before);
  });

  it("every resource has its manifest, its events and its two sides", async () => {
    const { nodes } = await got(inside.tree(REF));
    for (const node of nodes) {
      const manifest: unknown = JSON.parse(await got(inside.manifest(REF, node)));
      expect(manifest).toMatchObject({ kind: node.kind, metadata: { name: node.name } });
    }
    for (const pod of nodes.filter((node) => node.kind === "Pod"))
      expect((await got(inside.events(REF, pod))).map(({ object }) => object.name)).toContain(pod.name);
    for (const one of await got(inside.managedResources(REF)))
      for (const side of [one.target, one.live, one.normalizedLive, one.predictedLive])
        expect(JSON.parse(side ?? "null")).toMatchObject({ kind: one.kind, metadata: { name: one.name } });
    expect((await got(inside.events(REF, null))).length).toBeGreaterThan(0);
  });

  it("a Service leads to its pods", async () => {
    const tree = await got(inside.tree(REF));
    const service = tree.nodes.find((node) => node.kind === "Service" && node.name === "linq-orchestrator");
    expect(service?.targets.map(({ name }) => name).sort()).toEqual(podsOf(tree, "linq-orchestrator").sort());
  });

  it("a log is read to its end, since a moment too, and followed", async () => {
    const question = await onePod("linq-orchestrator");
    const lines = await linesOf(question);
    expect(lines).toHaveLength(5);
    expect(lines.every(({ pod, at, refusal }) => pod === question.pod && at !== null && !refusal)).toBe(true);
    const since = lines[2]?.at ?? null;
    expect(await linesOf({ ...question, since, tail: 3 })).toEqual(lines.slice(2));
    expect(await linesOf({ ...question, follow: true }, 7)).toHaveLength(7);
  });

  it("a log that the cluster refuses says so and ends, followed or not", async () => {
    const question = await onePod("linq-orchestrator");
    for (const follow of [false, true])
      expect(await linesOf({ ...question, follow, previous: true })).toMatchObject([{ refusal: true }]);
    expect(await linesOf({ ...question, pod: "nope" })).toEqual([]);
  });

  it("a server that lost its cache is asked to look again, and answers", async () => {
    const production = { ...REF, name: PRODUCTION };
    await server.lever("forget-cache", { application: PRODUCTION });
    expect((await got(inside.managedResources(production))).length).toBeGreaterThan(0);
    expect((await got(inside.tree(production))).nodes.length).toBeGreaterThan(0);
  });
});
