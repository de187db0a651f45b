import { describe, expect, it } from "vitest";
import type { Pipeline } from "./pipeline";
import { NO_PLATFORM_RULES } from "./pipeline-rules";
import { type Identity, maySignIn, rolesOf } from "./policy";

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
