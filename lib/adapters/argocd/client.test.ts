import { afterEach, describe, expect, it } from "vitest";
import type { ArgoCd, OutsideFailure } from "@/lib/ports";
import { createArgoCd } from "./client";
import { type Answer, asRecorded, recorded, recordingsLike, serve } from "./recorded.test-support";

const DEV = { name: "dev-env-1-linq-platform", namespace: "argocd", project: "linq" };
const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function against(answer: Answer, patience = {}, path = "") {
  const server = await serve(answer);
  running.push(server);
  const argocd = createArgoCd({ instance: "default", url: server.url + path, token: "tok-1", patience });
  return { argocd, asked: server.asked };
}

async function failureOf(call: Promise<{ ok: true } | { ok: false; failure: OutsideFailure }>) {
  const outcome = await call;
  return outcome.ok ? "it succeeded" : outcome.failure;
}

/** Every call that Slipway makes about one application. */
const CALLS: [string, (argocd: ArgoCd) => ReturnType<ArgoCd["tree"] | ArgoCd["get"]>][] = [
  ["get", (argocd) => argocd.get(DEV)],
  ["refresh", (argocd) => argocd.get(DEV, { refresh: "normal" })],
  ["tree", (argocd) => argocd.tree(DEV)],
];

describe("what Slipway sends", () => {
  it.each(CALLS)("%s: a bearer token, exact content types, the project and the namespace", async (_name, call) => {
    const { argocd, asked } = await against((_asked, response) => response.writeHead(404).end());
    await call(argocd);
    expect(asked).toHaveLength(1);
    const [one] = asked;
    expect(one?.headers).toMatchObject({
      authorization: "Bearer tok-1",
      accept: "application/json",
      "content-type": "application/json",
    });
    const query = one?.url.searchParams;
    expect(query?.getAll("project").concat(query.getAll("projects"))).toEqual(["linq"]);
    expect(query?.get("appNamespace")).toBe("argocd");
  });

  it("keeps the path of the address, with a slash at its end or without", async () => {
    for (const path of ["/argocd", "/argocd/", "/a/b", ""]) {
      const { argocd, asked } = await against(asRecorded(recorded("V-3.6.1/version")), {}, path);
      expect(await argocd.version()).toMatchObject({ ok: true });
      expect(asked[0]?.url.pathname).toBe(`${path.replace(/\/$/, "")}/api/version`);
    }
  });

  it("keeps a hostile name inside its place in the path", async () => {
    const { argocd, asked } = await against((_asked, response) => response.writeHead(404).end());
    await argocd.tree({ ...DEV, name: "a/../../session?x=1#y" });
    expect(asked[0]?.url.pathname).toBe("/api/v1/applications/a%2F..%2F..%2Fsession%3Fx%3D1%23y/resource-tree");
  });

  it("asks every release for the same list", async () => {
    const { argocd, asked } = await against(asRecorded(recorded("01-read/list")));
    await argocd.list();
    expect(asked[0]?.url.searchParams.get("fields")?.split(",")).toContain("items.spec");
  });
});

describe("what a real Argo CD answers", () => {
  it.each([
    ["V-2.14.21/version", "v2.14.21+0000000"],
    ["V-3.6.1/version", "v3.6.1+0000000"],
  ])("%s", async (name, text) => {
    const { argocd } = await against(asRecorded(recorded(name)));
    expect(await argocd.version()).toEqual({ ok: true, value: { text, concern: null } });
  });

  it.each(recordingsLike(/\/list(-after|-fields)?$/))("%s is a whole list", async (name) => {
    const { argocd } = await against(asRecorded(recorded(name)));
    const list = await argocd.list();
    if (!list.ok) throw new Error(list.failure.detail);
    expect(list.value.unreadable).toBe(0);
    expect(list.value.applications.map((one) => one.name).sort()).toEqual([
      "dev-env-1-linq-platform",
      "production-env-1-linq-platform",
      "staging-env-1-linq-platform",
    ]);
  });

  it("a projection that knows no more than names still lists", async () => {
    const { argocd } = await against(asRecorded(recorded("01-read/list-fields-unknown")));
    const list = await argocd.list();
    expect(list.ok && list.value.applications[0]).toMatchObject({ project: "default", sync: "Unknown", phase: null });
  });

  it.each(['{"items":null,"metadata":{}}', '{"metadata":{},"items":[]}'])("%s is an empty list", async (body) => {
    const { argocd } = await against(json(body));
    expect(await argocd.list()).toEqual({ ok: true, value: { applications: [], unreadable: 0 } });
  });

  it.each(["{}", "[]", "null", '"x"', '{"items":{}}', '{"metadata":{}}', '{"items":[{"metadata":'])(
    "%s is no list, and proves nothing",
    async (body) => {
      const { argocd } = await against(json(body));
      expect(await failureOf(argocd.list())).toMatchObject({ kind: "failed" });
    },
  );

  it("counts what it cannot name, and keeps the rest", async () => {
    const items = [{ metadata: { name: "web", namespace: "argocd" }, spec: 7 }, { metadata: {} }, null, "x"];
    const { argocd } = await against(json(JSON.stringify({ items })));
    const list = await argocd.list();
    expect(list.ok && list.value).toMatchObject({ applications: [{ name: "web" }], unreadable: 3 });
  });

  it.each(recordingsLike(/^\d.*\/(resource-)?tree(?!-stream)[^/]*$|^V-.*\/resource-tree-dev$/).filter(isAnswered))(
    "%s has nodes, and its pods images",
    async (name) => {
      const { argocd } = await against(asRecorded(recorded(name)));
      const tree = await argocd.tree(DEV);
      if (!tree.ok) throw new Error(tree.failure.detail);
      expect(tree.value.length).toBeGreaterThan(0);
      for (const pod of tree.value.filter((node) => node.kind === "Pod")) expect(pod.images).not.toEqual([]);
    },
  );
});

describe("what goes wrong is told apart", () => {
  it.each([
    ["00-auth/list-no-token", "refused-us"],
    ["00-auth/unknown-path-json", "misconfigured"],
    ["00-auth/unknown-path-html", "misconfigured"],
    ["01-read/resource-tree-after-cache-loss", "not-known-yet"],
    ["00-auth/qa-get-forbidden-with-project", "refused-this"],
  ])("%s is %s, and is not asked again", async (name, kind) => {
    const { argocd, asked } = await against(asRecorded(recorded(name)));
    expect(await failureOf(argocd.tree(DEV))).toMatchObject({ kind });
    expect(asked).toHaveLength(1);
  });

  it("a redirect is not followed", async () => {
    const { argocd, asked } = await against((_asked, response) =>
      response.writeHead(307, { location: "https://elsewhere.example/" }).end(),
    );
    expect(await failureOf(argocd.list())).toMatchObject({ kind: "misconfigured", status: 307 });
    expect(asked).toHaveLength(1);
  });

  it("a server that never answers, or never ends, is unreachable in time", async () => {
    const silent = await against(() => undefined, { callMs: 50, listMs: 50 });
    expect(await failureOf(silent.argocd.list())).toMatchObject({ kind: "unreachable", detail: /in time/ });
    expect(await failureOf(silent.argocd.get(DEV))).toMatchObject({ kind: "unreachable", detail: /in time/ });
    const endless = await against(
      (_asked, response) => {
        response.writeHead(200, { "content-type": "application/json" });
        response.write("{");
      },
      { listMs: 50 },
    );
    expect(await failureOf(endless.argocd.list())).toMatchObject({ kind: "unreachable", detail: /in time/ });
  });

  it("a connection that breaks in the middle is unreachable", async () => {
    const { argocd } = await against((_asked, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      response.write("{", () => response.destroy());
    });
    expect(await failureOf(argocd.list())).toMatchObject({ kind: "unreachable" });
  });

  it("nobody there is unreachable; what speaks no HTTP, and a token with a line break, are misconfigured", async () => {
    const { argocd } = await against(() => undefined);
    await Promise.all(running.splice(0).map((server) => server.close()));
    expect(await failureOf(argocd.list())).toMatchObject({ kind: "unreachable", detail: /refused/ });
    const { argocd: other } = await against((asked, response) => {
      if (asked.url) response.socket?.end("SSH-2.0-OpenSSH_9\r\n\r\n");
    });
    expect(await failureOf(other.list())).toMatchObject({ kind: "misconfigured" });
    const broken = createArgoCd({ instance: "x", url: "http://127.0.0.1:9", token: "a\nb" });
    expect(await failureOf(broken.list())).toMatchObject({ kind: "misconfigured", detail: /token/ });
  });
});

describe("calls that do not get through", () => {
  it("are made again, and the answer counts", async () => {
    let calls = 0;
    const fine = asRecorded(recorded("01-read/resource-tree-dev"));
    const { argocd, asked } = await against((one, response) =>
      ++calls < 3 ? response.writeHead(503).end() : fine(one, response),
    );
    expect(await argocd.tree(DEV)).toMatchObject({ ok: true });
    expect(asked).toHaveLength(3);
  });

  it("end after three attempts; five in a row open the circuit; an answer closes it", async () => {
    let away = true;
    const fine = asRecorded(recorded("01-read/resource-tree-dev"));
    const answer: Answer = (one, response) => (away ? response.writeHead(502).end() : fine(one, response));
    const { argocd, asked } = await against(answer, { circuitMs: 60_000 });
    expect(await failureOf(argocd.tree(DEV))).toMatchObject({ kind: "unreachable", status: 502 });
    expect(asked).toHaveLength(3);
    expect(await failureOf(argocd.tree(DEV))).toMatchObject({ kind: "unreachable", status: 502 });
    expect(asked).toHaveLength(5);
    expect(await failureOf(argocd.tree(DEV))).toMatchObject({ kind: "unreachable", status: 502 });
    expect(asked).toHaveLength(5);
    away = false;
    await argocd.version();
    expect(await argocd.tree(DEV)).toMatchObject({ ok: true });
  });
});

describe("the stream and the calls", () => {
  it("share the circuit: a stream that speaks proves that Argo CD is back", async () => {
    let away = true;
    const fine = asRecorded(recorded("01-read/resource-tree-dev"));
    const { argocd } = await against(
      (one, response) => {
        if (one.url.pathname.includes("/stream/"))
          return response.writeHead(200, { "content-type": "text/event-stream" }).end(":\n");
        return away ? response.writeHead(502).end() : fine(one, response);
      },
      { circuitMs: 60_000 },
    );
    await argocd.tree(DEV);
    await argocd.tree(DEV);
    away = false;
    expect(await argocd.tree(DEV)).toMatchObject({ ok: false });
    const stream = argocd.stream({ signal: new AbortController().signal, onBytes() {} });
    await stream[Symbol.asyncIterator]()
      .next()
      .catch(() => undefined);
    expect(await argocd.tree(DEV)).toMatchObject({ ok: true });
  });
});

function json(body: string): Answer {
  return (_asked, response) => response.writeHead(200, { "content-type": "application/json" }).end(body);
}

function isAnswered(name: string): boolean {
  return recorded(name).response.status === 200;
}
