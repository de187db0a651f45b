import { describe, expect, it } from "vitest";
import { type ArchivedRun, overArchived } from "./archive";
import { BEGINNING } from "./chain";

const run = (first: bigint, last: bigint, prev: string, hash: string): ArchivedRun => ({ first, last, prev, hash });

describe("the chain over its archives", () => {
  const runs = [run(4n, 9n, "b", "c"), run(1n, 2n, BEGINNING.hash, "a")];

  it.each([
    ["begins after what was archived", BEGINNING, { seq: 2n, hash: "a" }],
    ["goes over a stretch that follows", { seq: 3n, hash: "b" }, { seq: 9n, hash: "c" }],
    ["stops at one that does not follow", { seq: 3n, hash: "x" }, { seq: 3n, hash: "x" }],
    ["stops at a gap", { seq: 2n, hash: "a" }, { seq: 2n, hash: "a" }],
  ])("%s", (_name, head, reached) => {
    expect(overArchived(head, runs)).toEqual(reached);
  });
});
