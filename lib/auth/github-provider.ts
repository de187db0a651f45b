import type { OAuthConfig } from "next-auth/providers/oauth";
import * as z from "zod";
import type { Config } from "@/lib/config";
import type { Identity } from "@/lib/domain/policy";

const TIMEOUT_MS = 10_000;
const PER_PAGE = 100;
const MOST_PAGES = 10;

const userShape = z.object({
  id: z.number(),
  login: z.string(),
  name: z.string().nullish(),
  email: z.string().nullish(),
});
const orgsShape = z.array(z.object({ login: z.string() }));
const teamsShape = z.array(z.object({ slug: z.string(), organization: z.object({ login: z.string() }) }));

type GitHubSettings = NonNullable<Config["signIn"]["github"]>;
type Profile = { sub: string; identity: Identity };

/** GitHub, also Enterprise. Organisations and teams become the person's groups. */
export function githubProvider(settings: GitHubSettings): OAuthConfig<Profile> {
  return {
    id: "github",
    name: "GitHub",
    type: "oauth",
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    client: { token_endpoint_auth_method: "client_secret_post" },
    checks: ["state"],
    httpOptions: { timeout: TIMEOUT_MS },
    authorization: {
      url: `${settings.webUrl}/login/oauth/authorize`,
      params: { scope: "read:user user:email read:org" },
    },
    token: `${settings.webUrl}/login/oauth/access_token`,
    userinfo: {
      url: `${settings.apiUrl}/user`,
      // GitHub answers a failed exchange with 200 and an error: without a token nobody is signed in.
      async request({ tokens }) {
        if (!tokens.access_token) throw new Error("GitHub returned no access token");
        const identity = await readIdentity(settings.apiUrl, tokens.access_token);
        return { sub: identity.id, identity };
      },
    },
    profile: ({ identity }) => ({ id: identity.id, name: identity.name, email: identity.mail, identity }),
  };
}

async function readIdentity(apiUrl: string, token: string): Promise<Identity> {
  const user = userShape.parse(await read(`${apiUrl}/user`, token));
  const organisations = await readAll(`${apiUrl}/user/orgs`, token, orgsShape);
  const teams = await readAll(`${apiUrl}/user/teams`, token, teamsShape).catch(orNoTeams);
  const logins = organisations.map((organisation) => organisation.login);
  return {
    id: `github:${user.id}`,
    name: user.name || user.login,
    login: user.login,
    mail: user.email ?? null,
    organisations: logins,
    groups: [...logins, ...teams.map((team) => `${team.organization.login}/${team.slug}`)],
    provider: "github",
  };
}

/** Every page of a list; a person in more than a thousand teams has the first thousand. */
async function readAll<T>(url: string, token: string, shape: z.ZodType<T[]>): Promise<T[]> {
  const found: T[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const items = shape.parse(await read(`${url}?per_page=${PER_PAGE}&page=${page}`, token));
    found.push(...items);
    if (items.length < PER_PAGE) break;
  }
  return found;
}

class Refused extends Error {
  constructor(readonly status: number) {
    super(`GitHub answered ${status}`);
  }
}

/** Where teams may not be read, or are not known at all, a person has none of them: fewer rights, never more. */
function orNoTeams(error: unknown): [] {
  if (error instanceof Refused && (error.status === 403 || error.status === 404)) return [];
  throw error;
}

async function read(url: string, token: string): Promise<unknown> {
  const answer = await fetch(url, {
    headers: { authorization: `Bearer ${token}`, accept: "application/vnd.github+json" },
    redirect: "error", // a token goes nowhere else
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!answer.ok) throw new Refused(answer.status);
  return answer.json();
}
