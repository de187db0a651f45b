import type { Access } from "./access";
import { type Answer, notFound, ok, Refused } from "./answer";
import { organisationBody, teamBody, teamFullBody } from "./organisation-bodies";
import { organisationOf } from "./organisations";
import { paged } from "./paging";
import { simpleUser } from "./users";
import type { Organisation, User, World } from "./world";

/** What a token of the sign-in was granted; other tokens may all. */
function demandScope(access: Access, scope: string): void {
  if (access.scopes !== null && !access.scopes.includes(scope))
    throw new Refused(403, `You need at least ${scope} scope to list these.`);
}

/** GET /user/orgs. */
export function ownOrganisations(world: World, url: URL, access: Access): Answer {
  demandScope(access, "read:org");
  const own = world.organisations.filter(({ members }) => members.includes(access.user.login));
  return paged(
    url,
    own.map((organisation) => organisationBody(world, organisation)),
  );
}

/** GET /user/teams. */
export function ownTeams(world: World, url: URL, access: Access): Answer {
  demandScope(access, "read:org");
  const own = world.organisations.flatMap((organisation) =>
    organisation.teams
      .filter(({ members }) => members.includes(access.user.login))
      .map((team) => teamFullBody(world, organisation, team)),
  );
  return paged(url, own);
}

/** GET /user/emails. */
export function ownEmails(url: URL, access: Access): Answer {
  demandScope(access, "user:email");
  return paged(url, [{ email: access.user.email, primary: true, verified: true, visibility: "private" }]);
}

/** GET /orgs/{org}/members: to who is in it and to an installed App, all; to others those who show it, here nobody. */
export function membersAnswer(world: World, url: URL, access: Access, name: string): Answer {
  const organisation = known(world, name);
  return paged(url, seesInside(organisation, access) ? peopleOf(world, organisation.members) : []);
}

/** GET /orgs/{org}/teams. */
export function teamsAnswer(world: World, url: URL, access: Access, name: string): Answer {
  const organisation = known(world, name);
  if (!seesInside(organisation, access)) throw new Refused(403, "Must have admin rights to Repository.");
  return paged(
    url,
    organisation.teams.map((team) => teamBody(world, organisation, team)),
  );
}

/** GET /orgs/{org}/teams/{team_slug}/members. */
export function teamMembersAnswer(world: World, url: URL, access: Access, name: string, slug: string): Answer {
  const organisation = known(world, name);
  const team = organisation.teams.find((one) => one.slug === slug.toLowerCase());
  if (!team || !seesInside(organisation, access)) throw notFound();
  return paged(url, peopleOf(world, team.members));
}

/** GET /orgs/{org}/memberships/{username}. */
export function membershipAnswer(world: World, access: Access, name: string, login: string): Answer {
  const organisation = known(world, name);
  if (!seesInside(organisation, access))
    throw new Refused(403, "You must be a member of this organization to see membership information.");
  const user = world.users.find((one) => one.login.toLowerCase() === login.toLowerCase());
  if (!user || !organisation.members.includes(user.login)) throw notFound();
  const api = `${world.url}/api/v3/orgs/${organisation.login}`;
  return ok({
    url: `${api}/memberships/${user.login}`,
    state: "active",
    role: "member",
    organization_url: api,
    organization: organisationBody(world, organisation),
    user: simpleUser(world, user),
  });
}

function known(world: World, name: string): Organisation {
  const organisation = organisationOf(world, name);
  if (!organisation) throw notFound();
  return organisation;
}

function seesInside({ members }: Organisation, { user, installation }: Access): boolean {
  return installation || user.login.endsWith("[bot]") || members.includes(user.login);
}

function peopleOf(world: World, logins: string[]): ReturnType<typeof simpleUser>[] {
  const users = logins.map((login) => world.users.find((user) => user.login === login));
  return users.filter((user): user is User => user !== undefined).map((user) => simpleUser(world, user));
}
