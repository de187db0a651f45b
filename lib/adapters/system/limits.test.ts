import { expect, it } from "vitest";
import type { LimitKind } from "@/lib/ports";
import { createLimits } from "./limits";

const CASES: [LimitKind, number, number][] = [
  ["sign-in", 120, 60],
  ["code", 10, 900],
  ["write-by-actor", 120, 60],
  ["write-by-address", 600, 60],
];

it.each(CASES)("%s: %i are taken, the next one waits, and others do not", async (what, most, seconds) => {
  const limits = createLimits();
  for (let n = 0; n < most; n++) expect(await limits.take(what, "203.0.113.9")).toBeNull();
  const wait = await limits.take(what, "203.0.113.9");
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(seconds);
  expect(await limits.take(what, "203.0.113.10")).toBeNull();
});

it("keeps the kinds apart", async () => {
  const limits = createLimits();
  for (let n = 0; n < 11; n++) await limits.take("code", "a");
  expect(await limits.take("sign-in", "a")).toBeNull();
});
