import { expect, it } from "vitest";
import { demoIdentity } from "./demo-people";
import { identityFrom } from "./identity";

it("reads a person out of a session, and never a service token or a scope", () => {
  const person = demoIdentity("sam");
  expect(identityFrom(person)).toEqual(person);
  expect(identityFrom({ ...person, scope: [{ environments: "*", actions: ["sync"] }] })).toEqual(person);
  expect(identityFrom({ ...person, provider: "token" })).toBeNull();
});
