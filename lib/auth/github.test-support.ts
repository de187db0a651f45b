import type { ServerResponse } from "node:http";
import { formOf, json, listening, type Running, redirectTo } from "./http.test-support";

const CLIENT = { id: "github-id", secret: "github-secret" };
const TOKEN = "gho_ada";

export type GitHubBehaviour = {
  organisations: string[];
  teams: { status: number; slugs: string[] };
  /** Takes any word for a token, as some stand-ins for GitHub do; its first user answers. */
  lenient: boolean;
};

/** GitHub's sign-in and the three things that are read of a person, on loopback. */
export async function gitHub(): Promise<Running & { behaviour: GitHubBehaviour; client: typeof CLIENT }> {
  const behaviour = asUsual();
  const running = await listening(() => async (request, response, url) => {
    if (url.pathname === "/login/oauth/authorize") {
      const back = new URL(url.searchParams.get("redirect_uri") ?? "");
      back.searchParams.set("code", "code");
      back.searchParams.set("state", url.searchParams.get("state") ?? "");
      return redirectTo(response, back);
    }
    if (url.pathname === "/login/oauth/access_token") {
      const form = await formOf(request);
      // GitHub tells a failed exchange with 200.
      if (form.client_secret !== CLIENT.secret) return json(response, 200, { error: "incorrect_client_credentials" });
      return json(response, 200, { access_token: TOKEN, token_type: "bearer", scope: "read:user" });
    }
    if (!behaviour.lenient && request.headers.authorization !== `Bearer ${TOKEN}`)
      return json(response, 401, { message: "Bad credentials" });
    return answer(response, url, behaviour);
  });
  return { ...running, behaviour, client: CLIENT };
}

export function asUsual(): GitHubBehaviour {
  return { organisations: ["linq"], teams: { status: 200, slugs: ["platform"] }, lenient: false };
}

function answer(response: ServerResponse, url: URL, { organisations, teams }: GitHubBehaviour): void {
  const page = Number(url.searchParams.get("page") ?? 1);
  const size = Number(url.searchParams.get("per_page") ?? 30);
  const paged = <T>(items: T[]) => items.slice((page - 1) * size, page * size);
  const known: Record<string, { status: number; body: unknown }> = {
    "/api/v3/user": { status: 200, body: { id: 42, login: "ada", name: "Ada Brandt", email: null } },
    "/api/v3/user/orgs": { status: 200, body: paged(organisations.map((login) => ({ login }))) },
    "/api/v3/user/teams": {
      status: teams.status,
      body: paged(teams.slugs.map((slug) => ({ slug, organization: { login: "linq" } }))),
    },
  };
  const { status, body } = known[url.pathname] ?? { status: 404, body: { message: "Not Found" } };
  json(response, status, body);
}
