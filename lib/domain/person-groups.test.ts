import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countingGroups, GROUPS_COUNT_MS, groupsChanged, namedGroups, withMembership } from "./person-groups";
import type { Pipeline } from "./pipeline";
import { NO_PLATFORM_RULES } from "./pipeline-rules";
import type { Identity } from "./policy";

const SAM: Identity = {
  id: "github:7",
  name: "Sam Roth",
  login: "sam",
  mail: null,
  organisations: ["LINQ", "other"],
  groups: ["LINQ", "LINQ/sre", "other", "other/x"],
  provider: "github",
};
const pipeline = (organisations: string[], groups: (string[] | "anyone-signed-in")[]): Pipeline => ({
  name: "LINQ",
  services: [],
  expectedToDiffer: [],
  promotable: [],
  ...NO_PLATFORM_RULES,
  environments: [],
  signIn: { github: { organisations }, oidc: null },
  roles: groups.map((own, index) => ({ name: `r${index}`, groups: own, may: [] })),
  freezes: [],
  people: [],
});

describe("whose members are read", () => {
  it("organisations and teams that the policy names, once each, and nothing that cannot be one", () => {
    const policy = pipeline(["linq"], [["linq/SRE", "LINQ"], "anyone-signed-in", ["a b", "../x", "x/y/z", "linq/qa"]]);
    expect(namedGroups(policy)).toEqual(["linq", "linq/qa", "linq/sre"]);
  });
  it("nobody's where GitHub lets nobody in", () => {
    expect(namedGroups(pipeline([], [["linq/sre"]]))).toEqual([]);
    expect(namedGroups(null)).toEqual([]);
  });
});

describe("a person after a reading", () => {
  const members = (entries: Record<string, string[]>) =>
    new Map(Object.entries(entries).map(([name, ids]) => [name, new Set(ids)]));
  it("is out of what they are no longer in, in what they are in now, and as before in what was not read", () => {
    const read = members({ linq: ["github:7"], "linq/sre": ["github:8"], "linq/qa": ["github:7"] });
    const now = withMembership(SAM, read);
    expect(now.organisations).toEqual(["LINQ", "other"]);
    expect(now.groups).toEqual(["LINQ", "linq/qa", "other", "other/x"]);
    expect(groupsChanged(SAM, now)).toEqual({ added: ["linq/qa"], removed: ["LINQ/sre"] });
  });
  it("who left the organisation is in none of it", () => {
    const now = withMembership(SAM, members({ linq: [], "linq/sre": [] }));
    expect(now).toMatchObject({ organisations: ["other"], groups: ["other", "other/x"] });
  });
  it("is the same when it is read again, and in no group that was read without them", () => {
    const name = fc.constantFrom("linq", "linq/sre", "linq/qa", "other");
    const list = fc.dictionary(name, fc.array(fc.constantFrom("github:7", "github:8")));
    fc.assert(
      fc.property(fc.uniqueArray(name), list, (groups, read) => {
        const once = withMembership({ ...SAM, groups, organisations: [] }, members(read));
        expect(withMembership(once, members(read))).toEqual(once);
        for (const [group, ids] of Object.entries(read))
          expect(once.groups.includes(group)).toBe(ids.includes("github:7"));
      }),
    );
  });
});

describe("groups that were read long ago", () => {
  const real = new Date("2026-11-25T10:00:00Z");
  const ago = (ms: number) => new Date(real.getTime() - ms);
  it.each([
    ["an hour", GROUPS_COUNT_MS, SAM, SAM.groups],
    ["longer", GROUPS_COUNT_MS + 1, SAM, []],
    ["longer, but not at GitHub", GROUPS_COUNT_MS + 1, { ...SAM, provider: "oidc" as const }, SAM.groups],
  ])("%s", (_what, ms, identity, groups) => {
    expect(countingGroups(identity, ago(ms), real).groups).toEqual(groups);
  });
});
