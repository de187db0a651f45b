import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Environment, Pipeline } from "./pipeline";
import { NO_PLATFORM_RULES, NO_RULES } from "./pipeline-rules";
import { policyChanges } from "./policy-changes";
import { type ReadRules, standingOf } from "./policy-standing";

const FILE = "environments/pipeline.yaml";
const environment = (name: string, change: Partial<Environment> = {}): Environment => ({
  name,
  short: name,
  position: 0,
  from: null,
  values: "values.yaml",
  version: null,
  applications: { by: "names", names: [name] },
  argocd: "default",
  change: "pull-request",
  approvals: [{ role: "qa", count: 1 }],
  sync: "manual",
  windows: [],
  maintenance: [],
  rules: { ...NO_RULES, gates: { modes: {}, soakMs: 86_400_000, prunes: null } },
  place: `${FILE}:10`,
  ...change,
});
const rules = (change: Partial<Pipeline> = {}): ReadRules => {
  const environments = change.environments ?? [environment("dev"), environment("production")];
  return {
    pipeline: {
      name: "x",
      services: [],
      expectedToDiffer: [],
      promotable: [],
      ...NO_PLATFORM_RULES,
      protection: { paths: [FILE], approvals: [], countsReviews: false },
      signIn: null,
      freezes: [],
      people: [],
      roles: [
        { name: "qa", groups: ["linq/qa"], may: [{ environments: "dev", actions: ["sync"] }], place: `${FILE}:20` },
        { name: "admin", groups: ["linq/platform"], may: [{ environments: "*", actions: ["administer"] }] },
      ],
      ...change,
      environments,
    },
    environments: environments.map((one) => ({
      environment: one,
      claims: { by: "names" as const, names: [one.name] },
    })),
  };
};
const roles = rules().pipeline.roles;
const words = (after: ReadRules) => policyChanges(rules(), after, FILE).map((change) => change.words);

describe("what another policy would change, in words", () => {
  it.each<[string, Partial<Pipeline>, string[]]>([
    [
      "a right more",
      {
        roles: [
          { ...roles[0], name: "qa", groups: ["linq/qa"], may: [{ environments: "*", actions: ["sync"] }] },
          ...roles.slice(1),
        ],
      },
      ["qa gains sync in Slipway as a whole.", "qa gains sync in production."],
    ],
    [
      "other groups",
      {
        roles: [
          ...roles.slice(0, 1),
          { name: "admin", groups: ["linq/all"], may: [{ environments: "*", actions: ["administer"] }] },
        ],
      },
      ["The people of linq/all get the role admin.", "The people of linq/platform lose the role admin."],
    ],
    [
      "a role for everybody",
      {
        roles: [
          ...roles,
          { name: "reader", groups: "anyone-signed-in", may: [{ environments: "dev", actions: ["view"] }] },
        ],
      },
      ["All who are signed in get the new role reader.", "reader gains view in dev."],
    ],
    [
      "a shorter soak",
      {
        environments: [
          environment("dev"),
          environment("production", { rules: { ...NO_RULES, gates: { modes: {}, soakMs: 3_600_000, prunes: null } } }),
        ],
      },
      ["production: gates, soak time: 1 d → 1 h"],
    ],
    [
      "fewer approvals",
      { environments: [environment("dev"), environment("production", { approvals: [] })] },
      ["production: approvals: role qa, count 1 → nothing"],
    ],
    [
      "no protection",
      { protection: { paths: [], approvals: [], countsReviews: false } },
      ["protection, paths: environments/pipeline.yaml → nothing"],
    ],
    [
      "an environment less",
      { environments: [environment("dev")] },
      ["production is no longer one of the environments."],
    ],
  ])("%s", (_name, change, expected) => {
    expect(words(rules(change))).toEqual(expected);
  });

  it("is nothing for a text whose lines moved", () => {
    const moved = rules({ environments: [environment("dev", { place: `${FILE}:99` }), environment("production")] });
    expect(words(moved)).toEqual([]);
    expect(standingOf(rules(), moved, FILE)).toBe("same");
  });

  it("is never silent where the rules differ, and never speaks where they do not", () => {
    const change = fc.record<Partial<Pipeline>>(
      {
        name: fc.constantFrom("x", "y"),
        promotable: fc.subarray(["a", "b"]),
        expectedToDiffer: fc.shuffledSubarray(["a", "b"]),
        people: fc.array(
          fc.record({
            mail: fc.constantFrom("a@x", null),
            github: fc.constantFrom("a", null),
            name: fc.constant(null),
          }),
          { maxLength: 2 },
        ),
        environments: fc.subarray(["dev", "production"]).map((names) => names.map((name) => environment(name))),
        freezes: fc.array(
          fc.record({
            in: fc.constant("*"),
            from: fc.constantFrom("1", "2"),
            to: fc.constant("3"),
            why: fc.constant(""),
            place: fc.constantFrom("p:1", "p:2"),
          }),
          { maxLength: 2 },
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(change, change, (one, other) => {
        const [before, after] = [rules(one), rules(other)];
        const differ = standingOf(before, after, FILE) !== "same";
        expect(policyChanges(before, after, FILE).length > 0).toBe(differ);
      }),
    );
  });
});
