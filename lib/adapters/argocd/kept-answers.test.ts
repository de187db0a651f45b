import { describe, expect, it } from "vitest";
import type { Outcome, Seen } from "@/lib/ports";
import { createKeptAnswers } from "./kept-answers";
import { handTiming } from "./timing.test-support";

const KEEP_MS = 5_000;

function kept(limits: { mostAnswers?: number; mostSize?: number } = {}) {
  const timing = handTiming();
  const answers = createKeptAnswers<string>({
    timing,
    mostAnswers: 100,
    mostSize: 1_000,
    leastMs: 1_000,
    sizeOf: (text) => text.length,
    ...limits,
  });
  const asked: string[] = [];
  const answered: ((outcome: Outcome<Seen<string>>) => void)[] = [];
  /** Asks; the answer waits for `answer`. */
  const get = (key: string, about = "web") =>
    answers.get({ key, about, keepMs: () => KEEP_MS }, () => {
      asked.push(key);
      return new Promise((resolve) => answered.push(resolve));
    });
  const answer = async (text: string | null, position = 0) => {
    const failure = { kind: "failed" as const, status: 500, detail: "no" };
    answered.splice(position, 1)[0]?.(
      text === null ? { ok: false, failure } : { ok: true, value: { value: text, at: new Date(timing.nowMs()) } },
    );
    await Promise.resolve();
    await Promise.resolve();
  };
  return { answers, timing, asked, get, answer };
}

describe("answers that are kept", () => {
  it("are asked for once by all who ask before they come and for a while after, and then again", async () => {
    const { get, answer, asked, timing } = kept();
    const all = Array.from({ length: 200 }, () => get("tree"));
    expect(asked).toEqual(["tree"]);
    await answer("one");
    expect(new Set((await Promise.all(all)).map((one) => one.ok && one.value.value))).toEqual(new Set(["one"]));
    timing.advance(KEEP_MS - 1);
    expect(await get("tree")).toMatchObject({ ok: true, value: { value: "one" } });
    expect(asked).toHaveLength(1);
    timing.advance(1);
    const again = [get("tree"), get("tree")];
    expect(asked).toHaveLength(2);
    await answer("two");
    expect(await again[1]).toMatchObject({ ok: true, value: { value: "two" } });
  });

  it("are not kept when they failed, but shared on their way", async () => {
    const { get, answer, asked, answers } = kept();
    const first = [get("tree"), get("tree")];
    expect(asked).toHaveLength(1);
    await answer(null);
    expect((await Promise.all(first)).map((one) => one.ok)).toEqual([false, false]);
    expect(answers.held()).toBe(0);
    void get("tree");
    expect(asked).toHaveLength(2);
  });

  it("are outdated by a change of what they are about, and of nothing else, but not asked for more than once a second", async () => {
    const { get, answer, asked, answers, timing } = kept();
    void get("a", "web");
    void get("b", "api");
    await answer("a");
    await answer("b");
    answers.outdate("web");
    void get("a", "web");
    expect(asked).toEqual(["a", "b"]);
    timing.advance(1_000);
    void get("a", "web");
    void get("b", "api");
    expect(asked).toEqual(["a", "b", "a"]);
  });

  it("count only shortly when a change came while they were on their way", async () => {
    const { get, answer, asked, answers, timing } = kept();
    void get("a");
    answers.outdate("web");
    await answer("a");
    timing.advance(1_000);
    void get("a");
    expect(asked).toHaveLength(2);
  });

  it("give way to what came by itself, even while they are on their way", async () => {
    const { get, answer, asked, answers } = kept();
    const early = get("a");
    answers.put({ key: "a", about: "web", keepMs: () => KEEP_MS }, { value: "newer", at: new Date(0) });
    await answer("older");
    expect(await early).toMatchObject({ value: { value: "older" } });
    expect(await get("a")).toMatchObject({ value: { value: "newer" } });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ["their number", { mostAnswers: 3 }, 3],
    ["their size", { mostSize: 20 }, 2],
  ])("are bounded by %s; the oldest go first", async (_what, limits, left) => {
    const { get, answer, asked, answers } = kept(limits);
    for (const key of ["a", "b", "c", "d", "e"]) {
      void get(key);
      await answer("x".repeat(10));
    }
    expect(answers.held()).toBe(left);
    void get("e");
    void get("a");
    expect(asked).toEqual(["a", "b", "c", "d", "e", "a"]);
  });

  it("are not given up for room while they are on their way", async () => {
    const { get, answer, asked } = kept({ mostAnswers: 1 });
    void get("slow");
    void get("quick");
    await answer("x", 1);
    void get("slow");
    expect(asked).toEqual(["slow", "quick"]);
  });

  it("are not held when nobody asks again", async () => {
    const { get, answer, answers, timing } = kept();
    void get("a");
    await answer("x".repeat(5_000));
    expect(answers.held()).toBe(0);
    void get("b");
    await answer("small");
    expect(answers.held()).toBe(1);
    timing.advance(KEEP_MS);
    expect(answers.held()).toBe(0);
  });
});
