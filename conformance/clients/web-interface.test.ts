import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isObject, listAt, memberAt } from "../members";
import { DEV, PRODUCTION, ReplayedServer } from "../replayed-server";
import { type Answer, sendRequest } from "../send-request";
import { streamMessages } from "../stream-messages";

// What the official web interface of Argo CD 3.6 asks on its pages; it is signed in with a cookie.
const FIELDS = [
  "metadata.name",
  "metadata.namespace",
  "metadata.annotations",
  "metadata.labels",
  "metadata.creationTimestamp",
  "metadata.deletionTimestamp",
  "spec.destination",
  "spec.project",
  "spec.source",
  "spec.sources",
  "spec.sourceHydrator",
  "spec.syncPolicy",
  "operation.sync",
  "status.sourceHydrator",
  "status.summary",
  "status.sync.status",
  "status.sync.revision",
  "status.health",
  "status.operationState.phase",
  "status.operationState.startedAt",
  "status.operationState.finishedAt",
];
const LIST = ["metadata.resourceVersion", ...FIELDS.map((field) => `items.${field}`)].join(",");
const WATCH = ["result.type", ...FIELDS.map((field) => `result.application.${field}`)].join(",");

let server: ReplayedServer;
let cookie: string;

beforeAll(async () => {
  server = await ReplayedServer.start();
  await server.pass(60);
  await server.setWindows([]);
  const answer = await ask("POST", "/api/v1/session", { username: "admin", password: "admin-token" });
  cookie = String(answer.headers["set-cookie"]).split(";")[0] ?? "";
});

afterAll(() => server.stop());

function ask(method: string, path: string, body?: unknown): Promise<Answer> {
  const headers = { cookie: cookie ?? null, "content-type": method === "GET" ? null : "application/json" };
  const text = body === undefined ? undefined : JSON.stringify(body);
  return sendRequest(`${server.argo.url}${path}`, { method, headers, body: text });
}

async function get(path: string): Promise<unknown> {
  const answer = await ask("GET", path);
  expect([path, answer.status, answer.headers["content-type"]]).toEqual([path, 200, "application/json"]);
  return JSON.parse(answer.text);
}

async function watch(path: string, act: () => Promise<unknown>): Promise<unknown[]> {
  const stream = server.open({
    method: "GET",
    path,
    as: "(no token)",
    headers: { accept: "text/event-stream", cookie },
  });
  await act();
  await expect.poll(() => streamMessages(stream.text).length).toBeGreaterThan(0);
  stream.close();
  expect(stream.headers["content-type"]).toBe("text/event-stream");
  return streamMessages(stream.text);
}

const refresh = () => get(`/api/v1/applications/${DEV}?refresh=normal&appNamespace=argocd`);

describe("every page", () => {
  it("knows who is signed in, the settings and the version", async () => {
    expect(await get("/api/v1/session/userinfo")).toEqual({ loggedIn: true, username: "admin", iss: "argocd" });
    expect(await get("/api/v1/settings")).toMatchObject({
      url: expect.any(String),
      resourceOverrides: expect.any(Object),
    });
    expect(await get("/api/version")).toMatchObject({ Version: expect.stringMatching(/^v3\.6\.0/) });
    expect(await get("/api/v1/account/can-i/applications/create/*")).toEqual({ value: "yes" });
    expect(await get("/api/v1/account/can-i/exec/create/linq/any")).toEqual({ value: "yes" });
  });
});

describe("the list page", () => {
  it("lists with its fields, nulls where a pointer is empty", async () => {
    const list = await get(`/api/v1/applications?fields=${LIST}&selector=&appNamespace=`);
    expect(memberAt(list, "metadata", "resourceVersion")).toMatch(/^\d+$/);
    const [dev] = listAt(list, "items");
    expect(isObject(dev) && Object.keys(dev).sort()).toEqual(
      ["metadata", "operation", "spec", "status"].sort().filter((key) => key !== "operation"),
    );
    expect(dev).toMatchObject({
      metadata: { name: DEV, namespace: "argocd", deletionTimestamp: null },
      spec: { project: "linq", sources: null, sourceHydrator: null, source: { targetRevision: "main" } },
      status: { sync: { status: "Synced", revision: expect.any(String) }, health: { status: "Healthy" } },
    });
  });

  it("watches from the list's version with its fields, and sees no other ones", async () => {
    const list = await get(`/api/v1/applications?fields=${LIST}`);
    const version = memberAt(list, "metadata", "resourceVersion");
    const path = `/api/v1/stream/applications?resourceVersion=${version}&fields=${WATCH}&selector=&appNamespace=`;
    const [message] = await watch(path, refresh);
    expect(message).toMatchObject({ result: { type: "MODIFIED", application: { metadata: { name: DEV } } } });
    const application = memberAt(message, "result", "application");
    expect(memberAt(application, "status", "history")).toBeUndefined();
    expect(memberAt(application, "metadata", "resourceVersion")).toBeUndefined();
  });

  it("fills its filters from projects and clusters", async () => {
    const projects = await get("/api/v1/projects?fields=items.metadata.name,items.spec");
    expect(listAt(projects, "items").map((item) => memberAt(item, "metadata", "name"))).toEqual(["default", "linq"]);
    expect(listAt(await get("/api/v1/clusters"), "items")).toHaveLength(1);
  });
});

describe("the page of an application", () => {
  const app = `/api/v1/applications/${DEV}`;

  it("has all of its parts", async () => {
    const application = await get(`${app}?appNamespace=argocd`);
    const revision = memberAt(application, "status", "sync", "revision");
    expect(listAt(await get(`${app}/resource-tree?appNamespace=argocd`), "nodes").length).toBeGreaterThan(20);
    expect(await get(`${app}/syncwindows?name=${DEV}&appNamespace=argocd`)).toEqual({ canSync: true });
    expect(await get(`${app}/links?namespace=argocd`)).toEqual({});
    expect(
      await get(`${app}/revisions/${revision}/metadata?appNamespace=argocd&sourceIndex=0&versionId=0`),
    ).toMatchObject({
      author: expect.any(String),
      date: expect.any(String),
      message: expect.any(String),
    });
    const fields =
      "items.normalizedLiveState,items.predictedLiveState,items.group,items.kind,items.namespace,items.name";
    expect(listAt(await get(`${app}/managed-resources?appNamespace=argocd&fields=${fields}`), "items")).toHaveLength(
      15,
    );
    expect(listAt(await get(`${app}/manifests?name=${DEV}&revision=&appNamespace=argocd`), "manifests")).toHaveLength(
      16,
    );
    expect(listAt(await get(`${app}/events?appNamespace=argocd`), "items").length).toBeGreaterThan(3);
    expect(await get("/api/v1/projects/linq")).toMatchObject({ metadata: { name: "linq" } });
  });

  it("shows the parameters of its chart", async () => {
    const { spec } = JSON.parse((await ask("GET", app)).text);
    const repository = encodeURIComponent(spec.source.repoURL);
    const body = { source: spec.source, appName: DEV, appProject: "linq", sourceIndex: 0, versionId: 0 };
    const answer = await ask("POST", `/api/v1/repositories/${repository}/appdetails`, body);
    expect(JSON.parse(answer.text)).toMatchObject({
      type: "Helm",
      helm: {
        valueFiles: ["values.yaml"],
        parameters: expect.arrayContaining([{ name: "linq-orchestrator.image.tag", value: "2.4.0" }]),
      },
    });
  });

  it("has all parts of each resource's drawer", async () => {
    const tree = await get(`${app}/resource-tree?appNamespace=argocd`);
    for (const node of listAt(tree, "nodes").filter(isObject)) {
      const { name, namespace, version, kind, uid, group = "" } = node;
      const query = `name=${name}&appNamespace=argocd&namespace=${namespace}&resourceName=${name}&version=${version}&kind=${kind}&group=${group}`;
      const { manifest } = Object(await get(`${app}/resource?${query}`));
      expect(JSON.parse(String(manifest))).toMatchObject({ kind, metadata: { name, uid } });
      expect(await get(`${app}/resource/links?${query}`)).toEqual({});
      await get(`${app}/resource/actions?${query}`);
      await get(
        `${app}/events?appNamespace=argocd&resourceUID=${uid}&resourceNamespace=${namespace}&resourceName=${name}`,
      );
    }
  });

  it("watches the application and its tree", async () => {
    const replayed = await watch(`/api/v1/stream/applications?name=${DEV}&appNamespace=argocd`, () =>
      Promise.resolve(),
    );
    expect(memberAt(replayed[0], "result", "type")).toBe("ADDED");
    const restart = { appNamespace: "argocd", namespace: "dev-env-1", resourceName: "linq-scheduler", version: "v1" };
    const trees = await watch(`/api/v1/stream/applications/${DEV}/resource-tree?appNamespace=argocd`, () =>
      ask("POST", `${app}/resource/actions/v2`, { ...restart, kind: "Deployment", group: "apps", action: "restart" }),
    );
    expect(listAt(trees[0], "result", "nodes").length).toBeGreaterThan(20);
  });

  it("follows a pod's logs", async () => {
    const query =
      "container=linq-orchestrator&namespace=dev-env-1&group=apps&kind=Deployment&resourceName=linq-orchestrator";
    const path = `${app}/logs?appNamespace=argocd&follow=true&tailLines=100&sinceSeconds=0&${query}`;
    const [line] = await watch(path, () => Promise.resolve());
    expect(line).toMatchObject({ result: { last: false, podName: expect.stringMatching(/^linq-orchestrator-/) } });
  });
});

describe("its buttons", () => {
  const production = `/api/v1/applications/${PRODUCTION}`;

  it("syncs as its panel does, and rolls back after it has switched auto-sync off", async () => {
    const request = {
      appNamespace: "argocd",
      revision: "main",
      prune: false,
      dryRun: false,
      strategy: { hook: { force: false } },
      resources: null,
      syncOptions: { items: ["CreateNamespace=true"] },
      retryStrategy: null,
    };
    expect((await ask("POST", `${production}/sync`, request)).status).toBe(200);
    await server.pass(40);
    const application = JSON.parse((await ask("GET", production)).text);
    expect(application.status).toMatchObject({ operationState: { phase: "Succeeded" }, health: { status: "Healthy" } });
    application.spec.syncPolicy.automated = { enabled: false };
    application.metadata.labels.tier = "gold";
    const put = await ask("PUT", `${production}?validate=false`, application);
    expect([put.status, JSON.parse(put.text).metadata.labels.tier]).toEqual([200, "gold"]);
    const back = await ask("POST", `${production}/rollback`, { id: 0, appNamespace: "argocd", prune: false });
    expect(back.status).toBe(200);
    await server.pass(20);
    expect(await get(production)).toMatchObject({ status: { history: [{ id: 0 }, { id: 1 }] } });
  });

  it("writes a spec anew: what is left out goes", async () => {
    const { spec } = JSON.parse((await ask("GET", production)).text);
    const { syncPolicy: _syncPolicy, ...rest } = spec;
    const answer = await ask("PUT", `${production}/spec?appNamespace=argocd`, rest);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, rest]);
    expect(await get(production)).toMatchObject({ spec: rest });
    expect(memberAt(await get(production), "spec", "syncPolicy")).toBeUndefined();
  });

  it("deletes a pod, which comes anew, and edits a live object", async () => {
    const tree = await get(`/api/v1/applications/${DEV}/resource-tree`);
    const pod = listAt(tree, "nodes")
      .filter(isObject)
      .find(({ kind, name }) => kind === "Pod" && String(name).startsWith("linq-sch"));
    const resource = `/api/v1/applications/${DEV}/resource?appNamespace=argocd&namespace=dev-env-1&version=v1`;
    const gone = await ask("DELETE", `${resource}&kind=Pod&group=&resourceName=${pod?.name}&force=false&orphan=false`);
    expect([gone.status, gone.text]).toEqual([200, "{}"]);
    await server.pass(10);
    const after = listAt(await get(`/api/v1/applications/${DEV}/resource-tree`), "nodes").map((node) =>
      memberAt(node, "name"),
    );
    expect(after).not.toContain(pod?.name);
    expect(after.filter((name) => String(name).startsWith("linq-scheduler-"))).not.toHaveLength(0);
    const patched = await ask(
      "POST",
      `${resource}&kind=ConfigMap&group=&resourceName=linq-scheduler&patchType=application%2Fmerge-patch%2Bjson`,
      JSON.stringify({ data: { LOG_LEVEL: "trace" } }),
    );
    expect(JSON.parse(JSON.parse(patched.text).manifest)).toMatchObject({ data: { LOG_LEVEL: "trace" } });
  });

  it("makes an application and deletes it", async () => {
    const { spec } = JSON.parse((await ask("GET", production)).text);
    const made = {
      metadata: { name: "made" },
      spec: { ...spec, destination: { ...spec.destination, namespace: "made" } },
    };
    expect((await ask("POST", "/api/v1/applications", made)).status).toBe(200);
    expect(
      (await ask("POST", "/api/v1/applications", { ...made, spec: { ...made.spec, project: "nope" } })).status,
    ).toBe(400);
    await server.pass(5);
    expect(await get("/api/v1/applications/made")).toMatchObject({ status: { sync: { status: "OutOfSync" } } });
    expect(
      (await ask("DELETE", "/api/v1/applications/made?cascade=true&propagationPolicy=foreground", {})).status,
    ).toBe(200);
    expect((await ask("GET", "/api/v1/applications/made?project=linq")).status).toBe(404);
  });
});

describe("the settings pages", () => {
  it.each(["repositories", "repocreds", "certificates", "gpgkeys", "applicationsets"])("list %s", async (kind) => {
    expect(await get(`/api/v1/${kind}`)).toMatchObject({ items: null });
  });

  it("show accounts and projects", async () => {
    expect(listAt(await get("/api/v1/account"), "items").length).toBeGreaterThan(1);
    expect(await get("/api/v1/projects/linq/detailed")).toMatchObject({ project: { metadata: { name: "linq" } } });
    expect(await get("/api/v1/projects/linq/globalprojects")).toEqual({});
    expect(await get("/api/v1/projects/linq/events")).toMatchObject({ items: null });
  });
});
