import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Environment, Pipeline, Role } from "./pipeline";
import { NO_PLATFORM_RULES, NO_RULES } from "./pipeline-rules";
import { can } from "./policy";
import { EVERYTHING, seenOf, sees, sightFor, sightKey } from "./sight";

const NAMES = ["dev-env-1", "staging-env-1", "production-env-1"];

function environment(name: string, from: string | null): Environment {
  return {
    name,
    short: name,
    position: 0,
    from,
    values: "",
    version: null,
    applications: { by: "names", names: [] },
    argocd: "default",
    change: "direct",
    approvals: [],
    sync: "manual",
    windows: [],
    maintenance: [],
    rules: NO_RULES,
    place: "",
  };
}

function policy(roles: Role[]): Pipeline {
  return {
    name: "",
    services: [],
    expectedToDiffer: [],
    promotable: [],
    ...NO_PLATFORM_RULES,
    environments: NAMES.map((name, index) => environment(name, NAMES[index - 1] ?? null)),
    signIn: null,
    roles,
    freezes: [],
    people: [],
  };
}

const role = (environments: string, groups: Role["groups"] = ["g"]): Role => ({
  name: environments,
  groups,
  may: [{ environments, actions: ["view"] }],
});
const member = { groups: ["g"], provider: "github" as const };

describe("what somebody may view", () => {
  it.each([
    ["no policy", null, member, []],
    ["no role", policy([role("dev-*", ["others"])]), member, []],
    ["some environments", policy([role("dev-*"), role("staging-*")]), member, ["dev-env-1", "staging-env-1"]],
    ["all by name", policy([role("*-env-1")]), member, NAMES],
    ["all", policy([role("*")]), member, null],
    ["all, as anyone", policy([role("*", "anyone-signed-in")]), { groups: [], provider: "oidc" as const }, null],
    ["a first administrator", policy([role("*")]), { groups: [], provider: "first-admin" as const }, []],
  ])("%s", (_, pipeline, who, environments) => {
    expect(sightFor(who)(pipeline)).toEqual({ environments });
  });

  it("is what the policy's own function says, of every environment", () => {
    const globs = fc.constantFrom("*", "dev-*", "*-env-1", "production-env-1", "nothing-*", "*-*-1");
    fc.assert(
      fc.property(fc.array(globs, { maxLength: 4 }), (names) => {
        const pipeline = policy(names.map((glob) => role(glob)));
        const sight = sightFor(member)(pipeline);
        for (const name of NAMES) expect(sees(sight, name)).toBe(can(member, pipeline, "view", name).allowed);
      }),
    );
  });
});

describe("environments as they are seen", () => {
  const all = policy([]).environments.map((one) => ({
    environment: one,
    claims: { by: "names" as const, names: [] },
  }));
  const shown = (names: string[] | null) =>
    seenOf({ environments: names }, all).map(({ environment: { name, from } }) => [name, from]);

  it("come from nowhere where they come from an unseen one", () => {
    expect(shown(["production-env-1"])).toEqual([["production-env-1", null]]);
    expect(shown(["dev-env-1", "staging-env-1"])).toEqual([
      ["dev-env-1", null],
      ["staging-env-1", "dev-env-1"],
    ]);
    expect(seenOf(EVERYTHING, all)).toEqual(all);
  });

  it("have one key for all who see the same", () => {
    expect(sightKey({ environments: ["a", "b"] })).toBe(sightKey({ environments: ["b", "a"] }));
    const keys = [null, [], ["a"], ["a", "b"], ["a,b"]].map((environments) => sightKey({ environments }));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
