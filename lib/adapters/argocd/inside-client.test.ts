import { afterEach, describe, expect, it } from "vitest";
import type { ArgoCdInside, Outcome, OutsideFailure } from "@/lib/ports";
import { createInsideClient } from "./inside-client";
import { type Answer, asRecorded, recorded, recordingsLike, serve } from "./recorded.test-support";

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

describe("what goes wrong with any of these questions is told apart", () => {
  const page =
    (status: number): Answer =>
    (_asked, response) =>
      response.writeHead(status, { "content-type": "text/html" }).end("<html>Argo CD</html>");
  const refusal =
    (status: number, code: number, message: string): Answer =>
    (_asked, response) =>
      response
        .writeHead(status, { "content-type": "application/json" })
        .end(JSON.stringify({ code, message, error: message }));

  const WRONG: [string, Answer, Partial<OutsideFailure>][] = [
    ["401", refusal(401, 16, "invalid session"), { kind: "refused-us", status: 401 }],
    ["403", refusal(403, 7, "permission denied"), { kind: "refused-this", status: 403, detail: "permission denied" }],
    ["404", refusal(404, 5, 'applications "x" not found'), { kind: "not-found", status: 404 }],
    ["a resource that is gone", asRecorded(recorded("01-read/events-resource-not-in-tree")), { kind: "not-found" }],
    ["500", refusal(500, 2, "helm failed"), { kind: "failed", status: 500, detail: "helm failed" }],
    ["a lost cache", asRecorded(recorded("01-read/managed-resources-after-cache-loss")), { kind: "not-known-yet" }],
    ["a page that says 200", page(200), { kind: "misconfigured" }],
    ["a page that says 404", page(404), { kind: "misconfigured" }],
    ["a page that says 502", page(502), { kind: "unreachable", status: 502 }],
    ["truncated JSON", text('{"items":[{"kind":'), { kind: "failed", detail: expect.stringContaining("cut off") }],
    ["another kind of JSON", text("[]"), { kind: "failed", detail: expect.stringContaining("not as expected") }],
    ["nothing", text(""), { kind: "failed" }],
  ];
  const CASES = CALLS.flatMap(([path, call]) =>
    WRONG.map(([what, answer, failure]): [string, typeof call, Answer, typeof failure] => [
      `${path}: ${what}`,
      call,
      answer,
      failure,
    ]),
  );

  it.each(CASES)("%s", async (_name, call, answer, failure) => {
    const { inside } = await against(answer);
    expect(await call(inside)).toMatchObject({ ok: false, failure });
  });

  it.each(CALLS)("%s: no answer", async (_path, call) => {
    const { inside } = await against(() => undefined, { callMs: 50 });
    expect(await call(inside)).toMatchObject({ ok: false, failure: { kind: "unreachable", detail: /in time/ } });
  });

  it("an answer beyond all measure is refused, not read", async () => {
    const { inside } = await against((_asked, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const more = () => !response.destroyed && response.write("x".repeat(1_000_000), () => setImmediate(more));
      more();
    });
    expect(await inside.managedResources(DEV)).toMatchObject({
      failure: { kind: "failed", detail: /larger than 50 MB/ },
    });
  });
});

function text(body: string): Answer {
  return (_asked, response) => response.writeHead(200, { "content-type": "application/json" }).end(body);
}
