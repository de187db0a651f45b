import { type Answer, ok } from "./answer";
import { type User, userByMail, type World } from "./world";

const BEGINNING = "2026-01-01T00:00:00Z";

export function userOfMail(world: World, mail: string) {
  const user = userByMail(world, mail);
  return user ? simpleUser(world, user) : null;
}

export function simpleUser(world: World, { login, id }: Pick<User, "login" | "id">) {
  const name = encodeURIComponent(login);
  const api = `${world.url}/api/v3/users/${name}`;
  return {
    login,
    id,
    node_id: `U_${id}`,
    avatar_url: `${world.url}/avatars/${id}`,
    gravatar_id: "",
    url: api,
    html_url: `${world.url}/${name}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: login.endsWith("[bot]") ? "Bot" : "User",
    site_admin: false,
  };
}

export function ownerBody(world: World) {
  return { ...simpleUser(world, { login: world.owner, id: 1 }), type: "Organization" };
}

/** GET /user. */
export function userAnswer(world: World, user: User): Answer {
  return ok({
    ...simpleUser(world, user),
    name: user.name,
    email: user.email,
    company: null,
    blog: "",
    location: null,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: BEGINNING,
    updated_at: BEGINNING,
  });
}
