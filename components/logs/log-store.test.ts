import { describe, expect, it, vi } from "vitest";
import type { LogLineView } from "@/lib/http/contracts/logs";
import { createLogSearch, piecesOf } from "./log-search";
import { createLogStore } from "./log-store";

const now = (work: () => void) => work();
const lines = (count: number, text = "a line"): LogLineView[] =>
  Array.from({ length: count }, (_, index) => ({ at: index, pod: "p", text }));

describe("the lines that a page holds", () => {
  it("are numbered without gaps, and the newest stay when they are too many", () => {
    const store = createLogStore(now, { lines: 100, characters: 1_000_000 });
    store.append(lines(95));
    expect(store.read()).toMatchObject({ lastId: 95, letGo: 0 });
    store.append(lines(10));
    const { lines: held, letGo, lastId } = store.read();
    expect([held.length, letGo, lastId, held[0]?.id, held.at(-1)?.id]).toEqual([90, 15, 105, 16, 105]);
  });

  it("are bounded by what they hold too: lines of a megabyte do not pile up", () => {
    const store = createLogStore(now, { lines: 50_000, characters: 5_000_000 });
    for (let count = 0; count < 50; count++) store.append(lines(1, "x".repeat(1_000_000)));
    expect(store.read().lines.length).toBeLessThanOrEqual(5);
  });

  it("stay bounded over a million", () => {
    const store = createLogStore(now);
    let most = 0;
    for (let batch = 0; batch < 5_000; batch++) {
      store.append(lines(200));
      most = Math.max(most, store.read().lines.length);
    }
    expect(most).toBeLessThanOrEqual(50_000);
    expect(store.read()).toMatchObject({ lastId: 1_000_000 });
    expect(store.read().letGo + store.read().lines.length).toBe(1_000_000);
  });

  it("are told of once for what comes together", () => {
    const later: (() => void)[] = [];
    const store = createLogStore((work) => later.push(work));
    const heard = vi.fn();
    store.subscribe(heard);
    for (let batch = 0; batch < 10; batch++) store.append(lines(5));
    expect([later.length, heard.mock.calls.length]).toEqual([1, 0]);
    later[0]?.();
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

describe("finding words in them", () => {
  it("looks only through what is new, and forgets what was let go", () => {
    const store = createLogStore(now, { lines: 20, characters: 1_000_000 });
    const search = createLogSearch("Needle");
    store.append([...lines(3), { at: 3, pod: "p", text: "a NEEDLE" }]);
    search.update(store.read().lines);
    search.update(store.read().lines);
    expect(search.ids()).toEqual([4]);
    store.append([...lines(15), { at: 3, pod: "p", text: "needle" }]);
    search.update(store.read().lines);
    expect(search.ids()).toEqual([4, 20]);
    store.append(lines(10));
    search.update(store.read().lines);
    expect(search.ids()).toEqual([20]);
    store.clear();
    search.update(store.read().lines);
    expect(search.ids()).toEqual([]);
    store.append([{ at: 3, pod: "p", text: "needle" }]);
    search.update(store.read().lines);
    expect(search.ids()).toEqual([31]);
  });

  it("marks each place of a line", () => {
    expect(piecesOf("one Two two", "two")).toEqual([
      { text: "one ", found: false, at: 0 },
      { text: "Two", found: true, at: 4 },
      { text: " ", found: false, at: 7 },
      { text: "two", found: true, at: 8 },
    ]);
    expect(piecesOf("nothing", "two")).toEqual([{ text: "nothing", found: false, at: 0 }]);
    expect(piecesOf("all", "")).toEqual([{ text: "all", found: false, at: 0 }]);
    const many = piecesOf("a".repeat(10_000), "a");
    expect(many.map((piece) => piece.text).join("")).toBe("a".repeat(10_000));
    expect(many.length).toBeLessThan(200);
  });
});
