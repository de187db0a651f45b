import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { bodyOf } from "./request-body";
import type { Organisation, User, World } from "./world";

const TEAMS: Readonly<Record<string, string[]>> = {
  developers: ["dana"],
  qa: ["quinn", "ines"],
  sre: ["sam", "noor"],
  platform: ["ada", "max"],
};

/** The repository's owner, with everybody in it and the teams of the demo's people. */
export function demoOrganisations(owner: string, users: User[]): Organisation[] {
  const people = users.map((user) => user.login).filter((login) => !login.endsWith("[bot]"));
  const teams = Object.entries(TEAMS).map(([slug, members], index) => ({
    id: 101 + index,
    slug,
    members: members.filter((login) => people.includes(login)),
  }));
  return [{ id: 1, login: owner, members: people, teams }];
}

const keptFile = (world: World) => path.join(world.directory, "organisations.json");

/** Who is in what outlives a restart. */
export function restoreOrganisations(world: World): void {
  const file = keptFile(world);
  if (existsSync(file)) world.organisations = JSON.parse(readFileSync(file, "utf8")) as Organisation[];
}

function keepOrganisations(world: World): void {
  const file = keptFile(world);
  writeFileSync(`${file}.new`, JSON.stringify(world.organisations));
  renameSync(`${file}.new`, file);
}

type Change = { organisation: string; team: string | null; login: string; member: boolean };

/** Lets somebody into an organisation or a team of it, or out; who leaves the organisation leaves its teams. */
export function changeMembership(world: World, { organisation, team, login, member }: Change): boolean {
  const found = organisationOf(world, organisation);
  const slug = team?.toLowerCase() ?? null;
  const within = slug === null ? null : (found?.teams.find((one) => one.slug === slug) ?? null);
  if (!found || (slug !== null && !within) || !world.users.some((user) => user.login === login)) return false;
  const without = (members: string[]) => members.filter((one) => one !== login);
  const changed = (members: string[]) => (member ? [...without(members), login] : without(members));
  if (within) within.members = changed(within.members);
  else {
    found.members = changed(found.members);
    if (!member) for (const one of found.teams) one.members = without(one.members);
  }
  keepOrganisations(world);
  return true;
}

/** The organisation of that name, in whatever case. */
export function organisationOf(world: World, name: string): Organisation | null {
  return world.organisations.find(({ login }) => login.toLowerCase() === name.toLowerCase()) ?? null;
}

/** POST {organisation, team?, login, member}, only for who says that a simulator is meant. GET tells all. */
export async function answerMembership(world: World, request: IncomingMessage, response: ServerResponse) {
  const json = { "Content-Type": "application/json" };
  if (request.method === "POST") {
    const change = await bodyOf(request).then(changeIn, () => null);
    const done = request.headers["x-simulator"] === "1" && change !== null && changeMembership(world, change);
    if (!done) {
      const message = "{organisation, team?, login, member} of what there is, with the header X-Simulator: 1";
      response.writeHead(400, json).end(JSON.stringify({ message }));
      return;
    }
  }
  response.writeHead(200, json).end(JSON.stringify(world.organisations));
}

function changeIn({ organisation, team = null, login, member }: Readonly<Record<string, unknown>>): Change | null {
  if (typeof organisation !== "string" || typeof login !== "string" || typeof member !== "boolean") return null;
  if (team !== null && typeof team !== "string") return null;
  return { organisation, team, login, member };
}
