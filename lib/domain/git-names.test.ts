import { describe, expect, it } from "vitest";
import { gitNamesOf } from "./git-names";

const PEOPLE = [
  { mail: "dana@linq.example", github: "Dana-Ito", name: null },
  { mail: "dana@home.example", github: "dana-ito", name: null },
  { mail: "sam@linq.example", github: "sam-r", name: null },
  { mail: null, github: null, name: "Nobody" },
];

describe("the names that somebody commits under", () => {
  it.each([
    ["one's own", { mail: "Vera@linq.example", login: "vera" }, ["vera@linq.example"], ["vera"]],
    ["by mail", { mail: "DANA@linq.example", login: "dana" }, ["dana@linq.example"], ["dana", "dana-ito"]],
    ["by account", { mail: null, login: "dana-ito" }, ["dana@linq.example", "dana@home.example"], ["dana-ito"]],
    ["nobody's", { mail: null, login: null }, [], []],
    ["an empty mail is none", { mail: "", login: null }, [], []],
  ])("%s", (_what, identity, mails, logins) => {
    expect(gitNamesOf(identity, PEOPLE)).toEqual({ mails, logins });
  });
});
