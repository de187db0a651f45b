import { describe, expect, it } from "vitest";
import { plainStatus, type StatusFacts } from "./plain-status";

describe("the plain status", () => {
  it.each<[Partial<StatusFacts>, string]>([
    [{ tone: "fine", services: { fine: 6 } }, "Production is well: each of its 6 services works as it should."],
    [{ tone: "fine", services: { fine: 1 } }, "Production is well: its one service works as it should."],
    [{ tone: "fine" }, "Nothing runs in production yet."],
    [{ tone: "moving", services: { moving: 1, fine: 5 } }, "Production is being changed right now: 1 of 6 services."],
    [
      { tone: "waiting", services: { waiting: 2, fine: 4 } },
      "Production is well, and something new waits to be put in place: 2 of 6 services.",
    ],
    [
      { tone: "attention", services: { attention: 1, fine: 5 } },
      "Production works, but somebody should look at it: 1 of 6 services.",
    ],
    [{ tone: "failing", services: { failing: 2, fine: 4 } }, "Production has a problem: 2 of 6 services."],
    [{ tone: "failing", services: { failing: 3 } }, "Production has a problem: all 3 services."],
    [{ tone: "failing", services: { failing: 1 } }, "Production has a problem: 1 of 1 service."],
    [{ tone: "failing", services: { fine: 6 } }, "Production has a problem."],
    [{ tone: "failing", services: { failing: 6 }, missing: 1 }, "Production has a problem: a part of it is missing."],
    [{ tone: "unknown", services: { unknown: 6 } }, "It is not known how production is."],
  ])("%j", (facts, words) => {
    expect(plainStatus({ short: "production", tone: "fine", services: {}, missing: 0, ...facts })).toBe(words);
  });
});
