import type { Identity } from "@/lib/domain/policy";

export type DemoPerson = { login: string; name: string; role: string; comesFor: string; group: string };

/** The demo's people (decisions.md 15): so many that every rule about another person can be tried. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  {
    login: "dana",
    name: "Dana Ito",
    role: "Developer",
    comesFor: "sees whether a commit reached dev and is well",
    group: "linq/developers",
  },
  { login: "quinn", name: "Quinn Vale", role: "QA", comesFor: "decides what may go to staging", group: "linq/qa" },
  { login: "ines", name: "Ines Moreau", role: "QA", comesFor: "decides what may go to staging", group: "linq/qa" },
  { login: "sam", name: "Sam Roth", role: "SRE", comesFor: "takes releases to production", group: "linq/sre" },
  { login: "noor", name: "Noor Haddad", role: "SRE", comesFor: "takes releases to production", group: "linq/sre" },
  { login: "vera", name: "Vera Lindt", role: "Viewer", comesFor: "reads state and history", group: "" },
  {
    login: "ada",
    name: "Ada Brandt",
    role: "Admin",
    comesFor: "looks after policy and people",
    group: "linq/platform",
  },
  { login: "max", name: "Max Oduya", role: "Admin", comesFor: "looks after policy and people", group: "linq/platform" },
];

export function demoIdentity(login: string): Identity | null {
  const person = DEMO_PEOPLE.find((known) => known.login === login);
  if (!person) return null;
  return {
    id: `demo:${person.login}`,
    name: person.name,
    login: person.login,
    mail: `${person.login}@linq.example`,
    organisations: ["linq"],
    groups: person.group === "" ? [] : [person.group],
    provider: "demo",
  };
}
