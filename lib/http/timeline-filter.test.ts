import { describe, expect, it } from "vitest";
import { instantOf, timelineFilter, timelineFilterProblem } from "./timeline-filter";

const read = (query: string) => timelineFilter(new URLSearchParams(query));

describe("the timeline's filter in the address", () => {
  it.each([
    ["", {}],
    ["kind=health,deployments", { kinds: ["deployments", "health"] }],
    ["kind=nonsense,pods", { kinds: ["pods"] }],
    ["env=dev-env-1&service=web&who=dana&q=crash", { env: "dev-env-1", service: "web", who: "dana", q: "crash" }],
    ["from=2026-11-20&to=2026-11-24T14:00:00Z", { from: "2026-11-20", to: "2026-11-24T14:00:00Z" }],
    ["from=yesterday&to=2026-13-40", {}],
    ["q=a%00b", { q: "ab" }],
  ])("%s", (query, expected) => {
    expect(read(query)).toEqual({ kinds: [], env: "", service: "", who: "", q: "", from: "", to: "", ...expected });
  });

  it.each([
    ["kind=pods,health", null],
    ["kind=", null],
    ["kind=pod", "kind is one or more of deployments, commits, health, sync, operations, pods, applications, policy."],
    ["from=yesterday", "from is a day such as 2026-11-24, or an instant such as 2026-11-24T14:00:00Z."],
    ["to=0000-01-01", "to is a day such as 2026-11-24, or an instant such as 2026-11-24T14:00:00Z."],
    [`who=${"x".repeat(201)}`, "who takes at most 200 characters."],
  ])("a program is told of %s", (query, problem) => {
    expect(timelineFilterProblem(new URLSearchParams(query))).toBe(problem);
  });

  it("a day holds all of it", () => {
    expect(instantOf("2026-11-24", "from")).toEqual(new Date("2026-11-24T00:00:00Z"));
    expect(instantOf("2026-11-24", "to")).toEqual(new Date("2026-11-25T00:00:00Z"));
  });
});
