import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { broughtSince, type CellNow, type Stay, sinceOf, whereabouts } from "./whereabouts";

const hour = (hours: number) => new Date(Date.UTC(2026, 10, 24, hours));
/** Deployments from the oldest on, an hour each; the history is newest first. */
const history = (...versions: string[]): Stay[] =>
  versions.map((version, index) => ({ at: hour(index), version })).reverse();

function cell(version: string | null, change: Partial<CellNow> = {}): CellNow {
  return { desired: version, running: version === null ? [] : [version], inGit: null, state: "healthy", ...change };
}

describe("where a version is", () => {
  it.each<[string, CellNow | null, Stay[], Stay[], ReturnType<typeof whereabouts>]>([
    ["it runs, since it came in", cell("2"), history("1", "2"), [], { kind: "runs", since: hour(1) }],
    ["other deployments in between count on", cell("2"), history("1", "2", "2"), [], { kind: "runs", since: hour(1) }],
    ["it came back", cell("2"), history("2", "3", "2"), [], { kind: "runs", since: hour(2) }],
    ["it runs, and since when was not seen", cell("2"), [], [], { kind: "runs", since: null }],
    ["no pods were seen", cell("2", { running: [] }), history("2"), [], { kind: "runs", since: hour(0) }],
    ["it is being rolled out", cell("2", { running: ["1", "2"] }), history("1"), [], { kind: "arriving" }],
    ["it has not begun to", cell("2", { running: ["1"] }), history("1"), [], { kind: "arriving" }],
    ["its pods still serve", cell("3", { running: ["2"] }), history("2", "3"), [], { kind: "leaving", by: "3" }],
    ["Git holds it", cell("1", { inGit: "2" }), history("1"), [], { kind: "waits" }],
    ["it was here", cell("3"), history("2", "3"), [], { kind: "replaced", by: "3", until: hour(1) }],
    ["it was rolled back", cell("1"), history("1", "2", "1"), [], { kind: "taken-back", by: "1", until: hour(2) }],
    [
      "it came twice and went on",
      cell("3"),
      history("2", "1", "2", "3"),
      [],
      { kind: "replaced", by: "3", until: hour(3) },
    ],
    ["a later one passed it by", cell("3"), history("1", "3"), history("2", "3"), { kind: "passed-by", by: "3" }],
    ["not yet", cell("1"), history("1"), history("1", "2"), { kind: "not-yet", runs: "1" }],
    ["not yet, and of the other nothing is known", cell("9"), [], [], { kind: "not-yet", runs: "9" }],
    ["Argo CD lost sight", cell("2", { state: "unknown" }), history("2"), [], { kind: "not-known" }],
    ["no application", cell("2", { state: "missing" }), history("2"), [], { kind: "not-known" }],
    ["no such cell", null, history("2"), [], { kind: "not-known" }],
    ["the service is no part of it", cell(null, { state: "not-deployed" }), [], [], { kind: "not-part" }],
    ["no version is known", cell(null), [], [], { kind: "not-known" }],
  ])("%s", (_what, now, here, first, expected) => {
    expect(whereabouts("2", now, here, first)).toEqual(expected);
  });

  const version = fc.constantFrom("1", "2", "3", "4");
  const stays = fc.array(version, { maxLength: 8 }).map((versions) => history(...versions));

  it("never says that a version runs where another is deployed, nor that it is awaited where it runs", () => {
    fc.assert(
      fc.property(version, version, stays, stays, (wanted, deployed, here, first) => {
        const { kind } = whereabouts(wanted, cell(deployed), here, first);
        expect(kind === "runs").toBe(wanted === deployed);
      }),
    );
  });

  it("never says not yet of what was here", () => {
    fc.assert(
      fc.property(version, version, stays, stays, (wanted, deployed, here, first) => {
        const found = whereabouts(wanted, cell(deployed), here, first);
        if (here.some((stay) => stay.version === wanted)) expect(found.kind).not.toMatch(/not-yet|passed-by/);
      }),
    );
  });
});

describe("since when a version runs", () => {
  it("is never before another ran", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("1", "2"), { maxLength: 8 }), (versions) => {
        const own = history(...versions);
        const since = sinceOf(own, "2");
        const others = own.filter((stay) => stay.version !== "2");
        if (since !== null) for (const other of others) expect(other.at.getTime()).toBeLessThan(since.getTime());
      }),
    );
  });
});

describe("what brought the newer version", () => {
  it.each([
    ["one change", history("1", "2"), "1", ["2"]],
    ["several, the newest first", history("1", "2", "3"), "1", ["3", "2"]],
    ["deployments of other services in between are none", history("1", "2", "2", "3", "3"), "1", ["3", "2"]],
    ["nothing, where they are the same", history("1", "2"), "2", []],
    ["after a way back, what came since", history("1", "2", "1", "3"), "1", ["3"]],
    ["only the last, where the other never ran there", history("1", "2", "3"), "9", ["3"]],
    ["only the last, where nothing runs yet", history("1", "2"), null, ["2"]],
    ["nothing is known", [], "1", []],
  ])("%s", (_what, own, here, versions) => {
    expect(broughtSince(own, here).map((stay) => stay.version)).toEqual(versions);
  });
});
