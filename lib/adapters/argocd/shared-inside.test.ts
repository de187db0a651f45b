import { afterEach, describe, expect, it } from "vitest";
import type { ArgoCdInside, Outcome, Seen } from "@/lib/ports";
import { SHARED_LIMITS } from "./shared-inside";
import { DEV, endAll, sharedArgoCd } from "./shared-inside.test-support";

const { tree: TREE, keepMs: KEEP_MS, refreshEveryMs } = SHARED_LIMITS;
afterEach(endAll);

describe("what many people look at", () => {
  const POD = { namespace: "dev", name: "web-1", uid: "u" };
  const DEPLOYMENT = { group: "apps", version: "v1", kind: "Deployment", namespace: "dev", name: "web" };
  it.each<[string, (inside: ArgoCdInside) => Promise<Outcome<Seen<unknown>>>, number]>([
    ["/applications/dev/resource-tree", (inside) => inside.tree(DEV), TREE.aloneMs],
    ["/managed-resources", (inside) => inside.managedResources(DEV), KEEP_MS],
    ["/resource", (inside) => inside.manifest(DEV, DEPLOYMENT), KEEP_MS],
    ["/events", (inside) => inside.events(DEV, POD), KEEP_MS],
  ])("%s is asked for once by 200, and once more when its time is over", async (path, ask, keepMs) => {
    const { inside, timing, asked } = await sharedArgoCd();
    const count = () =>
      asked.filter(({ url }) => url.pathname.endsWith(path) && !url.pathname.includes("/stream/")).length;
    const answers = await Promise.all(Array.from({ length: 200 }, () => ask(inside)));
    expect(answers.every((one) => one.ok)).toBe(true);
    timing.advance(keepMs - 1);
    await ask(inside);
    expect(count()).toBe(1);
    timing.advance(1);
    await Promise.all([ask(inside), ask(inside)]);
    expect(count()).toBe(2);
  });

  it("is not mixed up: another resource, application, namespace or project is another question", async () => {
    const { inside, count } = await sharedArgoCd();
    await inside.manifest(DEV, DEPLOYMENT);
    await inside.manifest(DEV, { ...DEPLOYMENT, kind: "Service" });
    await inside.manifest({ ...DEV, project: "other" }, DEPLOYMENT);
    await inside.manifest({ ...DEV, namespace: "other" }, DEPLOYMENT);
    expect(count("/resource")).toBe(4);
    await inside.events(DEV, null);
    await inside.events(DEV, { namespace: "", name: "", uid: null });
    await inside.events(DEV, POD);
    expect(count("/events")).toBe(3);
  });

  it("says when Argo CD answered, not when somebody asked", async () => {
    const { inside, timing } = await sharedArgoCd();
    const first = await inside.events(DEV, null);
    timing.advance(KEEP_MS - 1);
    expect(await inside.events(DEV, null)).toEqual(first);
  });

  it("is asked for again at once when it failed", async () => {
    const { inside, state } = await sharedArgoCd();
    state.isDown = true;
    expect(await inside.managedResources(DEV)).toMatchObject({ ok: false });
    state.isDown = false;
    expect(await inside.managedResources(DEV)).toMatchObject({ ok: true });
  });
});

describe("an Argo CD that has lost its cache", () => {
  it("is asked to look again, once for all who wait, and then answers", async () => {
    const { inside, state, asked } = await sharedArgoCd();
    state.isLost = true;
    const refreshes = () => asked.filter(({ url }) => url.searchParams.get("refresh") === "normal").length;
    const answers = [inside.tree(DEV), inside.managedResources(DEV), inside.events(DEV, null)];
    expect((await Promise.all<Outcome<unknown>>(answers)).map((one) => one.ok)).toEqual([true, true, true]);
    expect(refreshes()).toBe(1);
  });

  it("that still knows nothing after that is left in peace for a while", async () => {
    const { inside, state, asked, timing, count } = await sharedArgoCd();
    Object.assign(state, { isLost: true, staysLost: true });
    const refreshes = () => asked.filter(({ url }) => url.searchParams.has("refresh")).length;
    for (let i = 0; i < 5; i++) {
      expect(await inside.managedResources(DEV)).toMatchObject({ failure: { kind: "not-known-yet" } });
      timing.advance(1);
    }
    expect(refreshes()).toBe(1);
    expect(count("/managed-resources")).toBe(6);
    timing.advance(refreshEveryMs);
    await inside.managedResources(DEV);
    expect(refreshes()).toBe(2);
  });
});
