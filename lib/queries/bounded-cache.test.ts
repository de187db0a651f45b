import { describe, expect, it } from "vitest";
import { createBoundedCache } from "./bounded-cache";

describe("what is kept for everybody", () => {
  const cacheOf = (mostCost: number) => createBoundedCache<string>({ mostCost, costOf: (value) => value.length });

  it("is made once, also for those who ask while it is being made", async () => {
    const cache = cacheOf(100);
    let made = 0;
    const make = async () => `answer ${++made}`;
    const answers = await Promise.all([cache.get("a", make), cache.get("a", make)]);
    expect([...answers, await cache.get("a", make)]).toEqual(["answer 1", "answer 1", "answer 1"]);
  });

  it("goes, the longest unasked first, when there is too much of it", async () => {
    const cache = cacheOf(10);
    const made: string[] = [];
    const get = (key: string) =>
      cache.get(key, async () => {
        made.push(key);
        return "xxxx";
      });
    for (const key of ["a", "b", "a", "c", "a", "b"]) await get(key);
    expect(made).toEqual(["a", "b", "c", "b"]);
  });

  it("that it failed is not", async () => {
    const cache = cacheOf(10);
    await expect(cache.get("a", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
    expect(await cache.get("a", async () => "there")).toBe("there");
  });
});
