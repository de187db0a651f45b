import { afterEach, describe, expect, it } from "vitest";
import type { LogLine, LogQuestion } from "@/lib/domain/observed-inside";
import type { ArgoCdInside, Outcome } from "@/lib/ports";
import { createInsideClient } from "./inside-client";
import { type Answer, asRecorded, bodyOf, recorded, recordingsLike, serve } from "./recorded.test-support";

const DEV = { name: "dev-env-1-linq-platform", namespace: "argocd", project: "linq" };
const NOW = new Date("2026-11-24T02:41:43Z");
const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function against(answer: Answer, patience = {}) {
  const server = await serve(answer);
  running.push(server);
  const clock = { now: () => NOW };
  const inside = createInsideClient({ instance: "default", url: server.url, token: "tok-1", clock, patience });
  return { inside, asked: server.asked };
}

async function got<T>(outcome: Promise<Outcome<T>>): Promise<T> {
  const answer = await outcome;
  if (!answer.ok) throw new Error(`${answer.failure.kind}: ${answer.failure.detail}`);
  return answer.value;
}

const DEPLOYMENT = { group: "apps", version: "v1", kind: "Deployment", namespace: "dev-env-1", name: "web" };
const POD = { namespace: "dev-env-1", name: "web-1", uid: "u-1" };

const CALLS: [string, (inside: ArgoCdInside) => Promise<Outcome<unknown>>, Record<string, string>][] = [
  ["resource-tree", (inside) => inside.tree(DEV), {}],
  ["managed-resources", (inside) => inside.managedResources(DEV), {}],
  [
    "resource",
    (inside) => inside.manifest(DEV, DEPLOYMENT),
    { group: "apps", version: "v1", kind: "Deployment", namespace: "dev-env-1", resourceName: "web" },
  ],
  ["events", (inside) => inside.events(DEV, null), {}],
  [
    "events",
    (inside) => inside.events(DEV, POD),
    { resourceNamespace: "dev-env-1", resourceName: "web-1", resourceUID: "u-1" },
  ],
];

describe("what is asked of the inside of an Application", () => {
  it.each(CALLS)("%s: its own path, the project, the namespace, and what it needs", async (path, call, own) => {
    const { inside, asked } = await against((_asked, response) => response.writeHead(404).end());
    await call(inside);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.url.pathname).toBe(`/api/v1/applications/${DEV.name}/${path}`);
    expect(asked[0]?.headers.authorization).toBe("Bearer tok-1");
    const query = Object.fromEntries(asked[0]?.url.searchParams ?? []);
    expect(query).toEqual({ project: "linq", appNamespace: "argocd", ...own });
  });
});

describe("a recorded tree", () => {
  const trees = recordingsLike(/^\d.*\/(resource-)?tree(?!-stream)[^/]*$|^V-.*\/resource-tree-dev$/).filter(
    (name) => recorded(name).response.status === 200,
  );

  it.each(trees)("%s is read whole", async (name) => {
    const { inside } = await against(asRecorded(recorded(name)));
    const { value, at } = await got(inside.tree(DEV));
    expect(at).toEqual(NOW);
    expect(value.nodes.length).toBeGreaterThan(0);
    expect(value.nodes.every((node) => node.kind !== "" && node.name !== "" && !node.orphaned)).toBe(true);
  });

  it("leads from a Service to the pods that it selects, and names the machines", async () => {
    const { inside } = await against(asRecorded(recorded("01-read/resource-tree-dev")));
    const { value } = await got(inside.tree(DEV));
    const service = value.nodes.find((node) => node.kind === "Service" && node.name === "linq-orchestrator");
    expect(service?.targets).toEqual([
      { group: "", kind: "Pod", namespace: "dev-env-1", name: "linq-orchestrator-7ccd677bf7-dlfvd" },
    ]);
    expect(value.hosts).toEqual([{ name: "node-a", kernel: "6.1", architecture: "amd64" }]);
  });
});

describe("recorded manifests and events", () => {
  it.each(recordingsLike(/managed-resources-(?!after)/))("%s is read whole", async (name) => {
    const { inside } = await against(asRecorded(recorded(name)));
    const { value } = await got(inside.managedResources(DEV));
    expect(value.length).toBeGreaterThan(0);
  });

  it.each(recordingsLike(/\/resource-(deployment|pod|secret-masked|crashing-pod)$/))("%s is one", async (name) => {
    const { inside } = await against(asRecorded(recorded(name)));
    const { value } = await got(inside.manifest(DEV, DEPLOYMENT));
    expect(JSON.parse(value)).toHaveProperty("metadata.name");
  });

  it.each(recordingsLike(/\/events(?!-resource-not)/))("%s, newest first", async (name) => {
    const { inside } = await against(asRecorded(recorded(name)));
    const { value } = await got(inside.events(DEV, null));
    const times = value.map((event) => event.lastAt?.getTime() ?? 0);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });
});

const QUESTION: LogQuestion = {
  namespace: "dev-env-1",
  pod: "web-1",
  container: "",
  tail: 100,
  follow: false,
  previous: false,
  since: null,
};

async function readLogs(answer: Answer, question: Partial<LogQuestion> = {}) {
  const { inside, asked } = await against(answer);
  const lines: LogLine[] = [];
  const signal = AbortSignal.timeout(15_000);
  for await (const line of inside.logs(DEV, { ...QUESTION, ...question }, signal)) lines.push(line);
  return { lines, asked };
}

describe("a recorded log", () => {
  const logs = recordingsLike(/^02-logs\/|logs(-previous)?$/).filter((name) => {
    const { response } = recorded(name);
    return response.status === 200 && response.headers["content-type"] === "text/event-stream" && !/follow/.test(name);
  });

  it.each(logs)("%s is read to its end", async (name) => {
    const sent = bodyOf(recorded(name)).split('"last":false').length - 1;
    const { lines } = await readLogs(asRecorded(recorded(name)));
    expect(lines).toHaveLength(sent);
  });

  it("tells the refusals of the cluster from the program's words", async () => {
    const { lines } = await readLogs(asRecorded(recorded("02-logs/unknown-container")));
    expect(lines).toEqual([
      { at: null, pod: "web-1", text: expect.stringContaining("is not valid for pod"), refusal: true, skipped: 0 },
    ]);
  });
});
