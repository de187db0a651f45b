import { afterAll, beforeAll, expect, it } from "vitest";
import { DEV, PRODUCTION, TestArgoCd } from "./test-argocd";

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
