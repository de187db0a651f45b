import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Pipeline } from "./pipeline";
import { NO_PLATFORM_RULES } from "./pipeline-rules";
import { approvalsMissing, mayApprove, mayReject, type Writer, wroteSome } from "./policy-approval";

const pipeline = (change: Partial<Pipeline> = {}): Pipeline => ({
  name: "x",
  services: [],
  expectedToDiffer: [],
  promotable: [],
  ...NO_PLATFORM_RULES,
  environments: [],
  signIn: null,
  freezes: [],
  people: [{ mail: "dana@linq.example", github: "dana-ito", name: null }],
  roles: [
    { name: "admin", groups: ["linq/platform"], may: [{ environments: "*", actions: ["administer"] }] },
    { name: "sre", groups: ["linq/sre"], may: [{ environments: "*", actions: "all" }] },
  ],
  protection: { paths: ["p"], approvals: [{ role: "admin", count: 1 }], countsReviews: false },
  ...change,
});
const ada = { id: "ada", login: "ada", mail: "ada@linq.example", groups: ["LINQ/platform"], provider: "demo" as const };
const writer = (change: Partial<Writer>): Writer => ({ name: "", mail: null, login: null, ...change });

describe("who may approve a change of the policy", () => {
  it.each<[string, Writer[], boolean]>([
    ["somebody else's", [writer({ mail: "max@linq.example" })], true],
    ["one's own, by mail", [writer({ mail: "ADA@linq.example" })], false],
    ["one's own, by login", [writer({ login: "Ada" })], false],
    ["one's own, behind a hidden mail", [writer({ mail: "123+ada@users.noreply.github.com" })], false],
    ["one where one had a hand among others", [writer({ login: "max" }), writer({ login: "ada" })], false],
    ["one of a namesake", [writer({ name: "ada", mail: "ada@elsewhere.example" })], true],
  ])("%s", (_name, writers, allowed) => {
    expect(mayApprove(ada, pipeline(), writers)).toMatchObject({ allowed, ...(allowed ? {} : { own: true }) });
  });

  it("maps a mail to a login as the policy in force names people, in both directions", () => {
    const { people } = pipeline();
    expect(wroteSome({ login: "Dana-Ito", mail: null }, [writer({ mail: "dana@linq.example" })], people)).toBe(true);
    expect(wroteSome({ login: null, mail: "Dana@linq.example" }, [writer({ login: "dana-ito" })], people)).toBe(true);
  });

  it("nobody while it is not known who wrote it, nor without the role that is asked", () => {
    expect(mayApprove(ada, pipeline(), null)).toMatchObject({ allowed: false, own: false });
    const sam = { ...ada, id: "sam", groups: ["linq/sre"] };
    expect(mayApprove(sam, pipeline(), [])).toMatchObject({ allowed: false, reason: expect.stringContaining("admin") });
    expect(mayReject(sam, pipeline())).toMatchObject({ allowed: false });
  });

  it("who administers, where no role is named", () => {
    const unnamed = pipeline({ protection: { paths: ["p"], approvals: [], countsReviews: false } });
    expect(mayApprove(ada, unnamed, [])).toMatchObject({ allowed: true });
    expect(mayApprove({ ...ada, groups: ["linq/sre"] }, unnamed, [])).toMatchObject({ allowed: false });
  });

  it("no machine, even where everybody who is signed in has the role that is asked", () => {
    const anyone = pipeline({ roles: [{ name: "admin", groups: "anyone-signed-in", may: [] }] });
    const token = { ...ada, id: "token:1", provider: "token" as const };
    expect(mayApprove({ ...ada, groups: [] }, anyone, [])).toMatchObject({ allowed: true });
    for (const may of [mayApprove(token, anyone, []), mayReject(token, anyone)])
      expect(may).toMatchObject({ allowed: false, reason: expect.stringContaining("service token") });
  });

  it("never whoever wrote it, whatever else is known of them", () => {
    const letters = fc.constantFrom("ada", "max", "noor");
    fc.assert(
      fc.property(letters, fc.boolean(), fc.boolean(), fc.array(letters), (who, byMail, upper, others) => {
        const text = byMail ? `${who}@linq.example` : who;
        const own = upper ? text.toUpperCase() : text;
        const writers = [...others.map((login) => writer({ login })), writer(byMail ? { mail: own } : { login: own })];
        const person = { ...ada, id: who, login: who, mail: `${who}@linq.example` };
        expect(mayApprove(person, pipeline(), writers).allowed).toBe(false);
      }),
    );
  });
});

it("asks for as many people as the rules say, and counts nobody twice", () => {
  const two = pipeline({
    protection: { paths: ["p"], approvals: [{ role: "admin", count: 2 }], countsReviews: false },
  });
  const by = (person: string) => ({ person, roles: ["admin"] });
  expect(approvalsMissing(two, [by("a"), by("a")])).toEqual([{ role: "admin", count: 1 }]);
  expect(approvalsMissing(two, [by("a"), by("b")])).toEqual([]);
  expect(approvalsMissing(two, [{ person: "a", roles: ["sre"] }])).toEqual([{ role: "admin", count: 2 }]);
});
