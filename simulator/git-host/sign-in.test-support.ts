import type { GitHost } from "./server";

export const OAUTH = {
  clientId: "slipway-id",
  clientSecret: "slipway-secret",
  callback: "http://127.0.0.1:3000/api/auth/callback",
};

type Asked = Record<string, string>;

/** Where the browser is sent after somebody pressed their name. */
export async function pressed(host: Pick<GitHost, "url">, login: string, asked: Asked): Promise<URL | null> {
  const answer = await fetch(`${host.url}/login/oauth/authorize?${new URLSearchParams(asked)}`, {
    method: "POST",
    body: new URLSearchParams({ login }),
    redirect: "manual",
  });
  const location = answer.headers.get("location");
  return location === null ? null : new URL(location);
}

export async function exchanged(host: Pick<GitHost, "url">, form: Asked): Promise<{ status: number; body: Asked }> {
  const answer = await fetch(`${host.url}/login/oauth/access_token`, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams(form),
  });
  return { status: answer.status, body: (await answer.json()) as Asked };
}

/** The token that somebody's sign-in gives. */
export async function signInToken(host: Pick<GitHost, "url">, login: string, scope: string): Promise<string> {
  const { clientId: client_id, clientSecret: client_secret } = OAUTH;
  const back = await pressed(host, login, { client_id, scope, state: "s" });
  const { body } = await exchanged(host, { client_id, client_secret, code: back?.searchParams.get("code") ?? "" });
  return body.access_token ?? "";
}

/** Changes who is in an organisation or a team, as its administrator would. */
export async function member(
  host: Pick<GitHost, "url">,
  login: string,
  isMember: boolean,
  team?: string,
): Promise<number> {
  const answer = await fetch(`${host.url}/simulator/organisations`, {
    method: "POST",
    headers: { "x-simulator": "1" },
    body: JSON.stringify({ organisation: "linq", login, member: isMember, ...(team === undefined ? {} : { team }) }),
  });
  return answer.status;
}

export async function leave(host: Pick<GitHost, "url">, login: string): Promise<void> {
  await member(host, login, false);
}
