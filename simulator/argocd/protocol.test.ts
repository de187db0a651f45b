import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { at } from "./read-answer";
import { DEV, TestArgoCd } from "./test-argocd";

let argo: TestArgoCd;

beforeAll(async () => {
  argo = await TestArgoCd.start();
  await argo.pass(40);
});

afterAll(() => argo.stop());

it("sends a comment each fifteen seconds once a stream has begun, and none before", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  try {
    const silent = argo.stream(`/api/v1/stream/applications/${DEV}/resource-tree?project=linq`);
    const begun = argo.stream(`/api/v1/stream/applications?name=${DEV}&project=linq`);
    await begun.until((messages) => messages.length === 1);
    vi.advanceTimersByTime(14_999);
    expect(begun.raw()).toMatch(/\} \n\n\n$/);
    vi.advanceTimersByTime(15_001);
    await expect.poll(() => begun.raw()).toMatch(/\} \n\n\n:\n:\n$/);
    expect([silent.hasHeaders(), silent.raw()]).toEqual([false, ""]);
    silent.close();
    begun.close();
  } finally {
    vi.useRealTimers();
  }
});

it.each([
  ["POST", "/api/v1/applications/x/resource-tree", 405],
  ["DELETE", "/api/v1/applications/x/sync", 405],
  ["PUT", "/api/v1/stream/applications", 405],
  ["POST", "/api/version", 405],
  ["POST", "/api/v1/applications/x/nothing-here", 404],
  ["GET", "/api/v1/applications/x/resource/actions/v3", 404],
])("answers %s %s with %d", async (method, target, status) => {
  expect((await argo.ask(method, target, method === "GET" ? {} : { body: {} })).status).toBe(status);
});

it.each([
  ["environment in(dev,staging)", 2],
  ["environment notin (dev)", 2],
  ["!environment", 0],
  ["environment,team!=linq", 0],
  ["team=linq,environment!=production", 2],
])("selects by %s", async (selector, count) => {
  const { json } = await argo.ask("GET", `/api/v1/applications?projects=linq&selector=${encodeURIComponent(selector)}`);
  expect(at(json, "items") ?? []).toHaveLength(count);
});

it("names the words that can-i knows", async () => {
  const answer = await argo.ask("GET", "/api/v1/account/can-i/applications/fly/linq/x");
  expect([answer.status, at(answer.json, "message")]).toEqual([
    400,
    "[get create update delete sync rollback override action invoke] does not contain fly",
  ]);
});
