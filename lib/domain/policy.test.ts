import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesGlob } from "./glob";
import type { Action, Pipeline } from "./pipeline";
import { NO_PLATFORM_RULES } from "./pipeline-rules";
import { can, type Identity, maySignIn, rolesOf } from "./policy";

const pipeline = (change: Partial<Pipeline> = {}): Pipeline => ({
  name: "x",
  services: [],
  expectedToDiffer: [],
  promotable: [],
  ...NO_PLATFORM_RULES,
  environments: [],
  signIn: { github: { organisations: ["linq"] }, oidc: { domains: ["linq.example"], groups: ["platform"] } },
  roles: [],
  freezes: [],
  people: [],
  ...change,
});
const who = (change: Partial<Identity>): Identity => ({
  id: "1",
  name: "Sam",
  login: null,
  mail: null,
  organisations: [],
  groups: [],
  provider: "oidc",
  ...change,
});

describe("who may come in at all", () => {
  it.each<[string, Partial<Identity>, boolean]>([
    ["a member of the organisation", { provider: "github", organisations: ["other", "LINQ"] }, true],
    ["a member of another", { provider: "github", organisations: ["linq-friends"] }, false],
    ["of no organisation, with a fitting mail", { provider: "github", mail: "sam@linq.example" }, false],
    ["a mail of the domain", { mail: "sam@LINQ.example" }, true],
    ["a mail of a domain below it", { mail: "sam@evil.linq.example" }, false],
    ["a mail of a domain that ends like it", { mail: "sam@notlinq.example" }, false],
    ["a mail with the domain before its @", { mail: "linq.example@evil.example" }, false],
    ["a domain that is no mail", { mail: "linq.example" }, false],
    ["a mail without a name", { mail: "@linq.example" }, false],
    ["a mail with a line break", { mail: "sam@evil.example\nx@linq.example" }, false],
    ["no mail", {}, false],
    ["a group", { groups: ["Platform"] }, true],
    ["a demo person", { provider: "demo" }, true],
    ["the first administrator, whom a code admits", { provider: "first-admin" }, true],
  ])("%s: %s", (_name, change, may) => {
    expect(maySignIn(who(change), pipeline())).toBe(may);
  });

  it("is nobody else while no policy is in force, or it names nobody", () => {
    const sam = who({ mail: "sam@linq.example", groups: ["platform"] });
    const dana = who({ provider: "github", organisations: ["linq"] });
    for (const policy of [null, pipeline({ signIn: null }), pipeline({ signIn: { github: null, oidc: null } })])
      expect([maySignIn(sam, policy), maySignIn(dana, policy)]).toEqual([false, false]);
  });
});

it("gives the roles of one's groups, in the policy's order, and those of everyone", () => {
  const roles: Pipeline["roles"] = [
    { name: "developer", groups: ["linq/developers"], may: [] },
    { name: "sre", groups: ["linq/sre"], may: [] },
    { name: "viewer", groups: "anyone-signed-in", may: [] },
  ];
  const names = (...groups: string[]) => rolesOf({ groups }, pipeline({ roles })).map((role) => role.name);
  expect(names()).toEqual(["viewer"]);
  expect(names("LINQ/SRE", "linq/developers")).toEqual(["developer", "sre", "viewer"]);
  expect(names("linq")).toEqual(["viewer"]);
  expect(rolesOf({ groups: ["linq/sre"] }, null)).toEqual([]);
});

/** The shipped roles, as ../shared's example writes them. */
const SHIPPED: Pipeline["roles"] = [
  {
    name: "developer",
    groups: ["linq/developers"],
    may: [
      { environments: "dev-*", actions: "all" },
      { environments: "staging-*", actions: ["request"] },
    ],
    place: "pipeline.yaml:100",
  },
  {
    name: "qa",
    groups: ["linq/qa"],
    may: [
      {
        environments: "staging-*",
        actions: ["request", "approve", "sync", "rollback", "terminate", "restart", "acknowledge"],
      },
      { environments: "production-*", actions: ["request"] },
    ],
    place: "pipeline.yaml:101",
  },
  {
    name: "sre",
    groups: ["linq/sre"],
    may: [
      { environments: "production-*", actions: "all" },
      {
        environments: "staging-*",
        actions: ["request", "sync", "rollback", "terminate", "restart", "freeze", "acknowledge"],
      },
    ],
    place: "pipeline.yaml:102",
  },
  {
    name: "admin",
    groups: ["linq/platform"],
    may: [{ environments: "*", actions: ["administer"] }],
    place: "pipeline.yaml:103",
  },
  {
    name: "viewer",
    groups: "anyone-signed-in",
    may: [{ environments: "*", actions: ["view", "logs"] }],
    place: "pipeline.yaml:104",
  },
];
const ACTIONS: Action[] = ["view", "logs", "refresh", "request", "approve", "change", "sync", "force", "prune"].concat([
  ...["rollback", "terminate", "restart", "override", "freeze", "acknowledge", "break-glass", "administer"],
]) as Action[];

describe("who may do what", () => {
  const policy = pipeline({ roles: SHIPPED });
  const of = (...groups: string[]) => who({ groups });

  it.each<[string, string[], Action, string | null, string]>([
    ["QA approves in staging", ["linq/qa"], "approve", "staging-env-1", "qa"],
    ["an SRE syncs production", ["linq/sre"], "sync", "production-env-1", "sre"],
    ["a developer changes dev", ["linq/developers"], "change", "dev-env-1", "developer"],
    ["anyone reads logs", [], "logs", "production-env-1", "viewer"],
    ["an admin administers the whole", ["linq/platform"], "administer", null, "admin"],
    ["two roles add up", ["linq/developers", "linq/qa"], "approve", "staging-env-1", "qa"],
  ])("%s", (_name, groups, action, environment, role) => {
    expect(can(of(...groups), policy, action, environment)).toMatchObject({ allowed: true, role });
  });

  it.each<[string, string[], Action, string | null, string, string]>([
    [
      "QA does not approve in production",
      ["linq/qa"],
      "approve",
      "production-env-1",
      "You may not approve promotions to production-env-1. The policy lets sre do it.",
      "pipeline.yaml:101",
    ],
    [
      "a viewer syncs nothing",
      [],
      "sync",
      "staging-env-1",
      "You may not sync staging-env-1. The policy lets qa and sre do it.",
      "pipeline.yaml:104",
    ],
    [
      "an admin has no right in an environment by that",
      ["linq/platform"],
      "sync",
      "production-env-1",
      "You may not sync production-env-1. The policy lets sre do it.",
      "pipeline.yaml:103",
    ],
    [
      "all is not administer",
      ["linq/sre"],
      "administer",
      "production-env-1",
      "You may not administer production-env-1. The policy lets admin do it.",
      "pipeline.yaml:102",
    ],
  ])("%s", (_name, groups, action, environment, reason, place) => {
    expect(can(of(...groups), policy, action, environment)).toMatchObject({ allowed: false, reason, place });
  });

  it("nobody approves their own, whatever their roles", () => {
    fc.assert(
      fc.property(
        fc.subarray(SHIPPED.flatMap(({ groups }) => groups)),
        fc.constantFrom("dev-env-1", "x"),
        (groups, at) => {
          expect(can(of(...groups), policy, "approve", at, { own: true }).allowed).toBe(false);
        },
      ),
    );
  });

  it("is no while no policy is in force, but for the first administrator, who may only administer", () => {
    for (const action of ACTIONS) {
      expect(can(of("linq/sre"), null, action, "dev-env-1").allowed, action).toBe(false);
      expect(can(who({ provider: "first-admin" }), null, action, null).allowed).toBe(action === "administer");
    }
  });

  it("allows exactly what some role of the person grants, and a role more never takes anything away", () => {
    const names = fc.constantFrom("dev-1", "dev-2", "staging", "production");
    const role = fc.record({
      name: fc.constantFrom("a", "b", "c"),
      groups: fc.oneof(
        fc.constant("anyone-signed-in" as const),
        fc.subarray(["x", "y", "z"]).map((groups) => groups),
      ),
      may: fc.array(
        fc.record({
          environments: fc.constantFrom("*", "dev-*", "staging", "*-1", "production"),
          actions: fc.oneof(fc.constant("all" as const), fc.subarray(ACTIONS)),
        }),
        { maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(
        fc.array(role, { maxLength: 4 }),
        fc.subarray(["x", "y", "z"]),
        fc.constantFrom(...ACTIONS),
        names,
        (roles, groups, action, at) => {
          const answer = can(of(...groups), pipeline({ roles }), action, at);
          const granted = roles
            .filter((one) => one.groups === "anyone-signed-in" || one.groups.some((group) => groups.includes(group)))
            .flatMap((one) => one.may)
            .some(
              ({ environments, actions }) =>
                matchesGlob(environments, at) &&
                (actions === "all" ? action !== "administer" : actions.includes(action)),
            );
          expect(answer.allowed).toBe(granted);
          const more = can(of("x", "y", "z"), pipeline({ roles }), action, at);
          if (answer.allowed) expect(more.allowed).toBe(true);
        },
      ),
    );
  });
});
