import { afterAll, beforeAll, expect, it } from "vitest";
import { at, textAt } from "./read-answer";
import { DEV, PRODUCTION, START, TestArgoCd } from "./test-argocd";

let argo: TestArgoCd;

beforeAll(async () => {
  argo = await TestArgoCd.start({ fleet: 80 });
  await argo.pass(40);
});

afterAll(() => argo.stop());

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
