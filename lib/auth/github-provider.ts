import type { OAuthConfig } from "next-auth/providers/oauth";
import * as z from "zod";
import type { Config } from "@/lib/config";
import type { Identity } from "@/lib/domain/policy";

const TIMEOUT_MS = 10_000;
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
  const organisations = orgsShape.parse(await read(`${apiUrl}/user/orgs?per_page=100`, token)).map((org) => org.login);
  const teams = teamsShape
    .parse(await read(`${apiUrl}/user/teams?per_page=100`, token))
    .map((team) => `${team.organization.login}/${team.slug}`);
  return {
    id: `github:${user.id}`,
    name: user.name ?? user.login,
    login: user.login,
    mail: user.email ?? null,
    organisations,
    groups: [...organisations, ...teams],
    provider: "github",
  };
}

async function read(url: string, token: string): Promise<unknown> {
  const answer = await fetch(url, {
    headers: { authorization: `Bearer ${token}`, accept: "application/vnd.github+json" },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!answer.ok) throw new Error(`GitHub answered ${answer.status}`);
  return answer.json();
}
