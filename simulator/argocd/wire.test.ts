import { afterAll, beforeAll, expect, it } from "vitest";
import { at, listAt, textAt } from "./read-answer";
import { DEV, PRODUCTION, START, TestArgoCd } from "./test-argocd";

let argo: TestArgoCd;

beforeAll(async () => {
  argo = await TestArgoCd.start({ fleet: 80 });
  await argo.pass(40);
});

afterAll(() => argo.stop());

it.each([
  [
    "a missing token",
    "GET",
    "/api/v1/applications",
    { as: null },
    401,
    { error: "no session information", code: 16, message: "no session information" },
  ],
  [
    "no JWT",
    "GET",
    "/api/v1/applications",
    { as: null, headers: { authorization: "Bearer hello" } },
    401,
    { error: "no session information", code: 16, message: "no session information" },
  ],
  [
    "a missing application without project",
    "GET",
    "/api/v1/applications/nope",
    {},
    403,
    { error: "permission denied", code: 7, message: "permission denied" },
  ],
  [
    "a missing application with project",
    "GET",
    "/api/v1/applications/nope?project=linq",
    {},
    404,
    {
      error: 'applications.argoproj.io "nope" not found',
      code: 5,
      message: 'applications.argoproj.io "nope" not found',
    },
  ],
  [
    "another project",
    "GET",
    `/api/v1/applications/${DEV}?project=nope`,
    {},
    404,
    { error: `applications.argoproj.io "${DEV}" not found`, code: 5 },
  ],
  [
    "an application one may not see",
    "GET",
    `/api/v1/applications/${DEV}?project=linq`,
    { as: "qa" },
    403,
    { error: "permission denied" },
  ],
  [
    "malformed JSON",
    "POST",
    `/api/v1/applications/${PRODUCTION}/sync`,
    { body: '{"revision":' },
    400,
    { error: "unexpected EOF", code: 3 },
  ],
  [
    "a quoted number",
    "POST",
    `/api/v1/applications/${PRODUCTION}/rollback`,
    { body: { project: "linq", id: "3" } },
    400,
    { code: 3 },
  ],
  ["a bad selector", "GET", "/api/v1/applications?selector=a%3D%3D%3D", {}, 500, { code: 2 }],
  [
    "an unknown revision",
    "GET",
    `/api/v1/applications/${DEV}/revisions/0123456789012345678901234567890123456789/metadata?project=linq`,
    {},
    500,
    { code: 2 },
  ],
])("answers %s in the server's words", async (_name, method, target, options, status, body) => {
  const answer = await argo.ask(method, target, options);
  expect(answer.status).toBe(status);
  expect(answer.json).toMatchObject(body);
});

it("refuses a content type with parameters as plain text, also on DELETE", async () => {
  const answers = [
    await argo.ask("POST", `/api/v1/applications/${PRODUCTION}/sync`, {
      body: {},
      headers: { "content-type": "application/json; charset=utf-8" },
    }),
    await argo.ask("DELETE", `/api/v1/applications/${PRODUCTION}/operation`, {
      headers: { "content-type": "text/plain" },
    }),
  ];
  for (const { status, text, type } of answers)
    expect([status, text, type]).toEqual([415, "Invalid content type\n", "text/plain; charset=utf-8"]);
});

it("tells unknown paths from wrong methods", async () => {
  expect(await argo.ask("GET", "/api/v1/nothing-here")).toMatchObject({ status: 404, text: "Not Found\n" });
  expect(await argo.ask("PUT", "/api/v1/applications", { body: {} })).toMatchObject({
    status: 405,
    text: "Method Not Allowed\n",
  });
  expect((await argo.ask("GET", "/argocd/api/v1/applications", { headers: { accept: "text/html" } })).status).toBe(200);
});

it("projects LIST by its fixed whitelist, with nulls and the mislabelled result", async () => {
  const fields =
    "items.metadata.name,items.metadata.uid,items.status.history,items.status.sync.revision,items.spec.syncPolicy,items.status.operationState.operation.sync,metadata.resourceVersion";
  const { json } = await argo.ask("GET", `/api/v1/applications?projects=linq&fields=${fields}`);
  expect(at(json, "metadata", "resourceVersion")).toMatch(/^\d+$/);
  const [dev, production] = listAt(json, "items");
  expect(Object.keys(Object(dev)).sort()).toEqual(["metadata", "spec", "status"]);
  expect(at(dev, "metadata")).toEqual({ name: DEV });
  expect(at(dev, "status", "operationState", "operation", "sync", "resources", 0)).toMatchObject({
    kind: "Namespace",
    message: "namespace/dev-env-1 created",
  });
  expect(at(dev, "status", "history")).toBeUndefined();
  expect(at(production, "status", "sync", "revision")).toMatch(/^[0-9a-f]{40}$/);
  const bare = await argo.ask("GET", "/api/v1/applications?projects=linq&fields=metadata.name");
  expect(at(bare.json, "items")).toEqual([{}, {}, {}]);
});

it("lists null instead of nothing, and only what the account may see", async () => {
  expect(at((await argo.ask("GET", "/api/v1/applications?projects=none")).json, "items")).toBeNull();
  expect(at((await argo.ask("GET", "/api/v1/projects", { as: "qa" })).json, "items")).toBeNull();
  const { json } = await argo.ask("GET", "/api/v1/applications?fields=items.metadata.name", { as: "qa" });
  expect(at(json, "items")).toEqual([{ metadata: { name: "staging-env-1-linq-platform" } }]);
});

it("replays ADDED by name, in the exact bytes of the gateway, and stays silent where there is nothing to say", async () => {
  const all = argo.stream(
    "/api/v1/stream/applications?projects=linq&fields=result.type,result.application.metadata.name",
  );
  await all.until((messages) => messages.length === 3);
  expect(all.raw()).toBe(
    [DEV, PRODUCTION, "staging-env-1-linq-platform"]
      .map((name) => `data: {"result":{"type":"ADDED","application":{"metadata":{"name":"${name}"}}}} \n\n\n`)
      .join(""),
  );
  const silent = [
    argo.stream("/api/v1/stream/applications?resourceVersion=0"),
    argo.stream("/api/v1/stream/applications?name=nope"),
    argo.stream(`/api/v1/stream/applications?name=${DEV}`, "qa"),
    argo.stream(`/api/v1/stream/applications/${PRODUCTION}/resource-tree?project=linq`),
  ];
  const refreshed = await argo.ask("GET", `/api/v1/applications/${DEV}?project=linq&refresh=normal`);
  expect(refreshed.status).toBe(200);
  await silent[0]?.until((messages) => messages.length >= 2);
  expect(silent.map((stream) => stream.hasHeaders())).toEqual([true, false, false, false]);
  // A refresh changes only what this projection leaves out: identical messages are swallowed.
  expect(all.messages().filter(({ type }) => type === "MODIFIED")).toHaveLength(1);
  for (const stream of [all, ...silent]) stream.close();
});

it("gives stream errors their own envelope", async () => {
  const answer = await argo.ask("GET", "/api/v1/stream/applications", {
    as: null,
    headers: { accept: "text/event-stream" },
  });
  expect(answer.status).toBe(401);
  expect(answer.text).toBe(
    'data: {"error":{"grpc_code":16,"http_code":401,"message":"no session information","http_status":"Unauthorized"}} \n\n',
  );
});

it("takes the refresh annotation on and off again, and answers when it is off", async () => {
  const reader = argo.stream(`/api/v1/stream/applications?name=${PRODUCTION}&project=linq`);
  await reader.until((messages) => messages.length === 1);
  const { json } = await argo.ask("GET", `/api/v1/applications/${PRODUCTION}?project=linq&refresh=hard`);
  const annotations = (await reader.until((messages) => messages.length === 4)).map(
    ({ application }) => application.metadata.annotations?.["argocd.argoproj.io/refresh"],
  );
  expect(annotations).toEqual([undefined, "hard", "hard", undefined]);
  expect(at(json, "metadata", "annotations", "argocd.argoproj.io/hydrate")).toBe("hard");
  reader.close();
});

it("reads logs with filter, tail and sentinel, and errors as lines", async () => {
  const base = `/api/v1/applications/${DEV}/logs?project=linq&namespace=dev-env-1&group=apps&kind=Deployment&resourceName=linq-orchestrator`;
  const lines = async (query: string) =>
    (await argo.ask("GET", `${base}${query}`)).text
      .trim()
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line).result);
  const tail = await lines("&tailLines=3");
  expect(tail).toHaveLength(4);
  expect(tail[3]).toMatchObject({ content: "", last: true, podName: "" });
  expect((await lines("&filter=error")).slice(0, -1).every((line) => line.content.startsWith("ERROR"))).toBe(true);
  expect(await lines("&filter=error&matchCase=true")).toHaveLength(1);
  expect((await lines("&container=nope"))[0]).toMatchObject({
    timeStamp: null,
    content: expect.stringMatching(/^container nope is not valid for pod /),
  });
  expect(await argo.ask("GET", `/api/v1/applications/${DEV}/logs?project=linq&podName=nope`)).toMatchObject({
    status: 200,
    text: "",
  });
  expect(at((await argo.ask("GET", `${base}&sinceSeconds=`)).json, "error")).toBe(
    'strconv.ParseInt: parsing "": invalid syntax',
  );
});

it("issues sessions and tokens that work, and revokes them", async () => {
  const login = await argo.ask("POST", "/api/v1/session", {
    as: null,
    body: { username: "admin", password: "admin-token" },
  });
  const as = (token: string) => ({ as: null, headers: { authorization: `Bearer ${token}` } });
  expect((await argo.ask("GET", "/api/v1/session/userinfo", as(textAt(login.json, "token")))).json).toEqual({
    loggedIn: true,
    username: "admin",
    iss: "argocd",
  });
  expect(
    at(
      (await argo.ask("POST", "/api/v1/session", { as: null, body: { username: "admin", password: "x" } })).json,
      "error",
    ),
  ).toBe("Invalid username or password");
  const issued = await argo.ask("POST", "/api/v1/account/dashboard/token", {
    as: "admin",
    body: { expiresIn: 0, id: "one" },
  });
  expect((await argo.ask("GET", "/api/v1/applications?projects=linq", as(textAt(issued.json, "token")))).status).toBe(
    200,
  );
  await argo.ask("DELETE", "/api/v1/account/dashboard/token/one", { as: "admin" });
  expect(at((await argo.ask("GET", "/api/v1/applications", as(textAt(issued.json, "token")))).json, "error")).toBe(
    "invalid session: token signature is invalid: signature is invalid",
  );
});

it("answers can-i as the server does", async () => {
  const can = async (what: string, as = "dashboard") =>
    at((await argo.ask("GET", `/api/v1/account/can-i/${what}`, { as })).json, "value");
  expect(await can(`applications/sync/linq/${PRODUCTION}`)).toBe("yes");
  expect(await can(`applications/sync/linq/${PRODUCTION}`, "viewer")).toBe("no");
  expect(await can(`applications/rollback/linq/${PRODUCTION}`)).toBe("yes");
  expect(await can("applications/action%2Fapps%2FDeployment%2Frestart/linq/x")).toBe("no");
});

it("restarts a Deployment by either version of the action, with the right verb only", async () => {
  const where = {
    namespace: "dev-env-1",
    resourceName: "linq-scheduler",
    version: "v1",
    group: "apps",
    kind: "Deployment",
    project: "linq",
  };
  const run = (action: string, as?: string) =>
    argo.ask("POST", `/api/v1/applications/${DEV}/resource/actions/v2`, {
      ...(as ? { as } : {}),
      body: { ...where, action },
    });
  expect(await run("restart")).toMatchObject({ status: 200, json: {} });
  expect(await run("scale")).toMatchObject({ status: 403, json: { error: "permission denied" } });
  expect(at((await run("fly", "admin")).json, "error")).toBe(
    "error getting Lua resource action: built-in script does not exist",
  );
  const query = new URLSearchParams(where).toString();
  expect(
    (await argo.ask("POST", `/api/v1/applications/${DEV}/resource/actions?${query}`, { body: '"restart"' })).status,
  ).toBe(200);
  await argo.pass(30);
  const app = await argo.application(DEV);
  expect([app.status.sync.status, app.status.health.status]).toEqual(["Synced", "Healthy"]);
});

it("touches one application of the fleet by name, and no other", async () => {
  const touch = (name: string) =>
    argo.ask("POST", `/simulator/fleet/touch?application=${name}`, { as: null, headers: { "x-simulator": "1" } });
  expect((await touch("fleet-30-service-002")).json).toEqual({ touched: 1 });
  expect((await touch("nobody")).status).toBe(404);
  const { json } = await argo.ask("GET", "/api/v1/applications?selector=environment%3Dfleet-30");
  expect(at(json, "items")).toMatchObject([
    { metadata: { name: "fleet-30-service-001" }, status: { health: { status: "Healthy" } } },
    { metadata: { name: "fleet-30-service-002" }, status: { health: { status: "Progressing" } } },
  ]);
});

it("counts what is asked of its API, by kind", async () => {
  const counted = async () =>
    (await argo.ask("GET", "/simulator/requests", { as: null, headers: { "x-simulator": "1" } })).json;
  const before = await counted();
  for (const name of ["fleet-01-service-001", "fleet-02-service-001"])
    await argo.ask("GET", `/api/v1/applications/${name}/resource-tree?project=fleet`);
  await argo.ask("GET", "/simulator", { as: null });
  const trees = "GET v1/applications/{name}/resource-tree";
  expect(await counted()).toEqual({ ...Object(before), [trees]: Number(at(before, trees) ?? 0) + 2 });
});

it("makes a fleet and touches part of it", async () => {
  const reader = argo.stream("/api/v1/stream/applications?resourceVersion=1&projects=fleet");
  const touched = argo.ask("POST", "/simulator/fleet/touch?count=5", { as: null, headers: { "x-simulator": "1" } });
  expect((await touched).json).toEqual({ touched: 5 });
  await argo.ask("POST", "/simulator/fleet/touch?count=5", { as: null, headers: { "x-simulator": "1" } });
  const messages = await reader.until((list) => list.length >= 5);
  expect(messages.every(({ application }) => application.status.health.status === "Progressing")).toBe(true);
  const { json } = await argo.ask(
    "GET",
    "/api/v1/applications?selector=environment%3Dfleet-07&fields=items.metadata.name",
  );
  expect(at(json, "items")).toHaveLength(2);
  reader.close();
});

it("keeps its world, tokens and time over a restart", async () => {
  const before = await argo.application(DEV);
  const now = argo.server.now().getTime();
  await argo.restart();
  const after = await argo.application(DEV);
  expect(after.metadata.uid).toBe(before.metadata.uid);
  expect(after.status.history).toEqual(before.status.history);
  expect(Number(after.metadata.resourceVersion)).toBeGreaterThanOrEqual(Number(before.metadata.resourceVersion));
  expect(argo.server.now().getTime()).toBeGreaterThanOrEqual(now);
  expect(now).toBeGreaterThan(START.getTime());
});

it("is away when told so, and its pages are small and safe", async () => {
  const page = await argo.ask("GET", `/applications/argocd/${DEV}`, { as: null, headers: { accept: "text/html" } });
  expect([page.status, page.type]).toEqual([200, "text/html; charset=utf-8"]);
  expect(page.text).toContain(`<h1>${DEV}</h1>`);
  expect((await argo.ask("GET", "/simulator", { as: null })).text).toContain("Change it by hand");
  const own = { as: null, headers: { "x-simulator": "1" } };
  await argo.ask("POST", "/simulator/away", { ...own, body: { seconds: 60 } });
  expect((await argo.ask("GET", "/api/v1/applications")).status).toBe(503);
  await argo.ask("POST", "/simulator/away", { ...own, body: { seconds: 0 } });
  expect((await argo.ask("GET", "/api/v1/applications?projects=linq")).status).toBe(200);
});
