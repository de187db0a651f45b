import { describe, expect, it } from "vitest";
import type { Pipeline, SignIn } from "@/lib/domain/pipeline";
import { NO_PLATFORM_RULES } from "@/lib/domain/pipeline-rules";
import type { Identity } from "@/lib/domain/policy";
import { type House, mayBeHere } from "./admission";
import { roleOf } from "./role-of";

const person = (change: Partial<Identity>): Identity => ({
  id: "github:1",
  name: "Ada Brandt",
  login: "ada",
  mail: "ada@linq.example",
  organisations: [],
  groups: [],
  provider: "github",
  ...change,
});
const policy = (signIn: SignIn | null): Pipeline => ({
  name: "LINQ",
  services: [],
  expectedToDiffer: [],
  promotable: [],
  ...NO_PLATFORM_RULES,
  environments: [],
  signIn,
  roles: [
    { name: "viewer", groups: "anyone-signed-in", may: [] },
    { name: "sre", groups: ["linq/sre"], may: [] },
    { name: "admin", groups: ["linq/platform"], may: [] },
  ],
  freezes: [],
  people: [],
});
const house = (change: Partial<House>): House => ({
  pipeline: null,
  demo: false,
  firstAdmin: null,
  hasFirstAdminCode: false,
  ...change,
});
const LINQ = policy({ github: { organisations: ["LINQ"] }, oidc: null });
const COMPANY = policy({ github: null, oidc: { domains: ["linq.example"], groups: ["platform"] } });
const EMPTY = policy({ github: { organisations: [] }, oidc: { domains: [], groups: [] } });

describe("who may be here", () => {
  const cases: [string, Partial<Identity>, Partial<House>, boolean][] = [
    ["nobody, while there is no policy", { organisations: ["linq"] }, {}, false],
    ["nobody, when the policy has no sign-in", { organisations: ["linq"] }, { pipeline: policy(null) }, false],
    ["a member of the organisation named", { organisations: ["linq"] }, { pipeline: LINQ }, true],
    ["not a member of another", { organisations: ["linq-fans"] }, { pipeline: LINQ }, false],
    ["not by OpenID what GitHub names", { provider: "oidc", organisations: ["linq"] }, { pipeline: LINQ }, false],
    ["not by GitHub what OpenID names", { groups: ["platform"] }, { pipeline: COMPANY }, false],
    ["a mail address of the domain named", { provider: "oidc", mail: "Ada@LINQ.example" }, { pipeline: COMPANY }, true],
    ["not of a domain below it", { provider: "oidc", mail: "ada@evil.linq.example" }, { pipeline: COMPANY }, false],
    ["not of one that ends like it", { provider: "oidc", mail: "ada@evil-linq.example" }, { pipeline: COMPANY }, false],
    ["not without an address", { provider: "oidc", mail: null }, { pipeline: COMPANY }, false],
    ["a group named", { provider: "oidc", mail: null, groups: ["platform"] }, { pipeline: COMPANY }, true],
    ["demo people in the demo", { provider: "demo" }, { demo: true }, true],
    ["no demo people elsewhere, whatever the policy", { provider: "demo" }, { pipeline: LINQ }, false],
    ["the first administrator by login", {}, { firstAdmin: "Ada" }, true],
    ["the first administrator by mail", { login: "x" }, { firstAdmin: "ADA@linq.example" }, true],
    ["the first administrator while the policy names nobody", {}, { firstAdmin: "ada", pipeline: EMPTY }, true],
    ["not once it names somebody", {}, { firstAdmin: "ada", pipeline: LINQ }, false],
    ["nobody else", { login: "max", mail: null }, { firstAdmin: "ada" }, false],
    ["not somebody without a login", { login: null, mail: null }, { firstAdmin: "" }, false],
    ["not by a name chosen at an OpenID provider", { provider: "oidc", mail: null }, { firstAdmin: "ada" }, false],
    ["by mail at an OpenID provider", { provider: "oidc" }, { firstAdmin: "ada@linq.example" }, true],
    ["the code's holder", { provider: "first-admin" }, { hasFirstAdminCode: true }, true],
    [
      "the code's holder, names nobody",
      { provider: "first-admin" },
      { hasFirstAdminCode: true, pipeline: EMPTY },
      true,
    ],
    [
      "not with the code once there is a policy",
      { provider: "first-admin" },
      { hasFirstAdminCode: true, pipeline: LINQ },
      false,
    ],
    [
      "never as a service token, in no house",
      { provider: "token", organisations: ["linq"] },
      { pipeline: LINQ, demo: true },
      false,
    ],
    ["not when no code is configured any more", { provider: "first-admin" }, {}, false],
  ];
  it.each(cases)("%s", (_name, who, where, expected) => {
    expect(mayBeHere(person(who), house(where))).toBe(expected);
  });
});

describe("what the header calls a person", () => {
  const cases: [string, Partial<Identity>, string][] = [
    ["the policy's roles", { groups: ["linq/platform", "linq/sre"] }, "sre, admin"],
    ["a viewer without one", { groups: ["linq/else"] }, "viewer"],
    ["the demo's word", { provider: "demo", login: "quinn", groups: ["linq/sre"] }, "QA"],
    ["the first administrator", { provider: "first-admin" }, "first administrator"],
    ["a service token, whatever its groups", { provider: "token", groups: ["linq/sre"] }, "service token"],
  ];
  it.each(cases)("%s", (_name, who, expected) => {
    expect(roleOf(person(who), LINQ)).toBe(expected);
  });
});
