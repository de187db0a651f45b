import { afterEach, describe, expect, it } from "vitest";
import type { ResourceTree } from "@/lib/domain/observed-inside";
import type { ArgoCdInside, Outcome, Seen } from "@/lib/ports";
import { SHARED_LIMITS } from "./shared-inside";
import { DEV, endAll, SSE, sharedArgoCd } from "./shared-inside.test-support";

const { tree: TREE, leastMs: LEAST_MS } = SHARED_LIMITS;
afterEach(endAll);

const podOf = (outcome: Outcome<Seen<ResourceTree>>) =>
  outcome.ok ? outcome.value.value.nodes[0]?.name : outcome.failure;
const treeFrame = (pod: string) =>
  `data: ${JSON.stringify({ result: { nodes: [{ kind: "Pod", name: pod }] } })} \n\n\n`;

/** Looks until the pod is another: what a stream sends takes a moment to arrive. */
const seesPod = (inside: ArgoCdInside) => expect.poll(async () => podOf(await inside.tree(DEV)));

describe("a tree that is looked at", () => {
  /** Followed, and asked for once since its stream stands. */
  async function followed() {
    const all = await sharedArgoCd();
    await all.inside.tree(DEV);
    await expect.poll(() => all.streams("resource-tree").length).toBe(1);
    all.timing.advance(TREE.aloneMs);
    await all.inside.tree(DEV);
    return all;
  }
  const unary = (asked: { url: URL }[]) => asked.filter(({ url }) => !url.pathname.includes("/stream/")).length;

  it("is not asked for again while its stream is silent, but for a look now and then", async () => {
    const { inside, asked, timing } = await followed();
    timing.advance(TREE.followedMs - 1);
    await inside.tree(DEV);
    expect(unary(asked)).toBe(2);
    timing.advance(1);
    await inside.tree(DEV);
    expect(unary(asked)).toBe(3);
  });

  it("changes with its stream, without being asked for, and what else was kept about it is outdated", async () => {
    const { inside, asked, streams, timing, count } = await followed();
    await inside.managedResources(DEV);
    timing.advance(LEAST_MS);
    const before = unary(asked);
    streams("resource-tree")[0]?.writeHead(200, SSE).write(treeFrame("second"));
    await seesPod(inside).toBe("second");
    streams("resource-tree")[0]?.write(treeFrame("third"));
    await seesPod(inside).toBe("third");
    const seen = await inside.tree(DEV);
    expect(seen.ok && seen.value.at.getTime()).toBe(Date.UTC(2026, 10, 24) + timing.nowMs());
    expect(unary(asked)).toBe(before);
    await inside.managedResources(DEV);
    expect(count("/managed-resources")).toBe(2);
  });

  it("is asked for when what the stream brings cannot be read", async () => {
    const { inside, state, streams, timing } = await followed();
    state.pod = "asked for";
    timing.advance(LEAST_MS);
    streams("resource-tree")[0]?.writeHead(200, SSE).write('data: {"result":7} \n\n\n');
    await seesPod(inside).toBe("asked for");
  });

  it("is asked for again when its stream broke, and followed again", async () => {
    const { inside, state, streams, timing } = await followed();
    state.pod = "after the gap";
    timing.advance(LEAST_MS);
    streams("resource-tree")[0]?.destroy();
    await seesPod(inside).toBe("after the gap");
    timing.advance(TREE.firstRetryMs);
    await expect.poll(() => streams("resource-tree").length).toBe(2);
  });

  it("is asked for shortly after its stream reports an error, which whoever looks never sees", async () => {
    const { inside, streams, state, timing } = await followed();
    state.pod = "fine";
    timing.advance(LEAST_MS);
    const error = 'data: {"error":{"http_code":500,"message":"cache: key is missing"}} \n\n';
    streams("resource-tree")[0]?.writeHead(500, SSE).end(error);
    await seesPod(inside).toBe("fine");
  });

  it("is followed no longer when nobody looked for a while, and again when somebody does", async () => {
    const { inside, streams, timing } = await followed();
    timing.advance(TREE.idleMs - 1);
    await inside.tree(DEV);
    timing.advance(TREE.idleMs - 1);
    expect(streams("resource-tree")[0]?.closed).toBe(false);
    timing.advance(1);
    await expect.poll(() => streams("resource-tree")[0]?.closed).toBe(true);
    await inside.tree(DEV);
    await expect.poll(() => streams("resource-tree").length).toBe(2);
  });

  it("is one of so many that are followed; the others are only kept shortly", async () => {
    const { inside, streams } = await sharedArgoCd();
    const apps = Array.from({ length: TREE.mostFollowed + 5 }, (_, i) => ({ ...DEV, name: `app-${i}` }));
    for (const app of apps) expect(await inside.tree(app)).toMatchObject({ ok: true });
    await expect.poll(() => streams("resource-tree").length).toBe(TREE.mostFollowed);
  });
});
