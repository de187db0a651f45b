import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Action, Pipeline } from "./pipeline";
import { NO_PLATFORM_RULES } from "./pipeline-rules";
import { can, type Identity, maySignIn } from "./policy";
import { scopeHolds, type TokenScope } from "./token-scope";

const ACTIONS: Action[] = ["view", "logs", "sync", "request", "rollback", "approve", "override", "break-glass"];
const FOR_PEOPLE: Action[] = ["administer", "approve", "override", "break-glass"];
const ENVIRONMENTS = ["dev-env-1", "production-env-1"];

const policy = (may: Pipeline["roles"][number]["may"]): Pipeline => ({
  name: "LINQ",
  services: [],
  expectedToDiffer: [],
  promotable: [],
  ...NO_PLATFORM_RULES,
  environments: ENVIRONMENTS.map((name, position) => ({
    name,
    short: name,
    position,
    from: null,
    values: `environments/${name}/values.yaml`,
    version: null,
    applications: { by: "names", names: [name] },
    argocd: "default",
    change: "direct",
    approvals: [],
    sync: "manual",
    windows: [],
    maintenance: [],
    rules: {} as Pipeline["environments"][number]["rules"],
    place: "p:1",
  })),
  signIn: null,
  roles: [{ name: "sre", groups: ["sre"], may, place: "environments/pipeline.yaml:9" }],
  freezes: [],
  people: [],
});
const EVERYTHING = policy([{ environments: "*", actions: [...ACTIONS, "administer"] }]);
const token = (scope: TokenScope): Identity => ({
  id: "token:1",
  name: "ci",
  login: null,
  mail: null,
  organisations: [],
  groups: ["sre"],
  provider: "token",
  scope,
});

describe("what a service token may do", () => {
  const dev: TokenScope = [{ environments: "dev-*", actions: ["view", "sync"] }];
  const cases: [string, TokenScope, Pipeline | null, Action, string | null, true | string][] = [
    ["what its scope holds", dev, EVERYTHING, "sync", "dev-env-1", true],
    [
      "not elsewhere",
      dev,
      EVERYTHING,
      "sync",
      "production-env-1",
      "This token's scope does not hold sync of production-env-1.",
    ],
    ["not another action", dev, EVERYTHING, "logs", "dev-env-1", "This token's scope does not hold logs of dev-env-1."],
    [
      "not in an environment that the policy has not",
      dev,
      EVERYTHING,
      "sync",
      "dev-env-9",
      "The policy in force has no environment dev-env-9.",
    ],
    ["nothing without a policy", dev, null, "sync", "dev-env-1", "The policy in force has no environment dev-env-1."],
    [
      "not what nobody may",
      dev,
      policy([{ environments: "*", actions: ["view"] }]),
      "sync",
      "dev-env-1",
      "The policy lets nobody do this: sync of dev-env-1.",
    ],
    ["of Slipway as a whole only under *", [{ environments: "*", actions: ["view"] }], EVERYTHING, "view", null, true],
    ["not of Slipway as a whole under a part", dev, EVERYTHING, "view", null, "This token's scope does not hold view."],
    [
      "nothing with no scope",
      [],
      EVERYTHING,
      "view",
      "dev-env-1",
      "This token's scope does not hold view of dev-env-1.",
    ],
  ];
  it.each(cases)("%s", (_name, scope, pipeline, action, environment, expected) => {
    const answer = can(token(scope), pipeline, action, environment);
    expect(answer.allowed ? true : answer.reason).toBe(expected);
  });

  const scopes = fc.array(
    fc.record({
      environments: fc.constantFrom("*", "dev-*", "production-env-1", "x"),
      actions: fc.subarray([...ACTIONS, "administer" as const]),
    }),
  );
  const asked = fc.tuple(
    fc.constantFrom<Action>(...ACTIONS, "administer"),
    fc.constantFrom(...ENVIRONMENTS, "dev-9", null),
  );

  it("is never outside of its scope, whatever its groups and the policy", () => {
    fc.assert(
      fc.property(scopes, asked, fc.boolean(), (scope, [action, environment], narrow) => {
        const pipeline = narrow ? policy([{ environments: "dev-*", actions: "all" }]) : EVERYTHING;
        const { allowed } = can(token(scope), pipeline, action, environment);
        if (allowed) expect(scopeHolds(scope, action, environment)).toBe(true);
      }),
    );
  });

  it("is never what people are asked for, not even of Slipway as a whole", () => {
    fc.assert(
      fc.property(
        scopes,
        fc.constantFrom(...FOR_PEOPLE),
        fc.constantFrom(...ENVIRONMENTS, null),
        (scope, action, where) => {
          expect(can(token(scope), EVERYTHING, action, where).allowed).toBe(false);
        },
      ),
    );
  });

  it("is never to sign in, and nothing when it has no scope at all", () => {
    const { scope: _, ...bare } = token([]);
    expect(maySignIn(bare, EVERYTHING)).toBe(false);
    expect(ACTIONS.some((action) => can(bare, EVERYTHING, action, "dev-env-1").allowed)).toBe(false);
  });
});
