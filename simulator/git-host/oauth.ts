import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { CLOSED, escaped, page } from "./pages";
import type { OAuthApp, World } from "./world";

const CODE_LIVES_MS = 10 * 60_000;
const MOST_BYTES = 100_000;
const DOCS = "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors";

/** GitHub's web flow of signing in; null when the path is no part of it. */
export function oauthRoute(path: string): typeof authorize | null {
  if (path === "/login/oauth/authorize") return authorize;
  return path === "/login/oauth/access_token" ? exchange : null;
}

/** GET shows who there is; a press of a name (POST) brings the browser back with a code that is good once. */
async function authorize(world: World, url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = url.searchParams;
  const app = world.oauth;
  if (!app || asked.get("client_id") !== app.clientId)
    return show(response, 404, page("Not found", "<h1>Not found</h1>"));
  const back = backTo(app, asked.get("redirect_uri"));
  if (!back) {
    // GitHub goes to the address that was registered, and tells it there.
    const registered = new URL(app.callback);
    registered.searchParams.set("error", "redirect_uri_mismatch");
    registered.searchParams.set("state", asked.get("state") ?? "");
    return redirect(response, registered);
  }
  const login = request.method === "POST" ? (await formOf(request)).get("login") : null;
  if (login === null) return show(response, 200, choices(world, url, back));
  back.searchParams.set("state", asked.get("state") ?? "");
  if (login === "") back.searchParams.set("error", "access_denied");
  else if (!world.users.some((user) => user.login === login)) return show(response, 422, page("No", "<h1>Nobody</h1>"));
  else {
    const code = randomBytes(10).toString("hex");
    const scopes = (asked.get("scope") ?? "").split(/[\s,]+/).filter(Boolean);
    const redirectUri = asked.get("redirect_uri");
    world.codes.set(code, { login, scopes, redirectUri, until: Date.now() + CODE_LIVES_MS });
    back.searchParams.set("code", code);
  }
  redirect(response, back);
}

function choices(world: World, url: URL, back: URL): string {
  const people = world.users.filter(({ login }) => !login.endsWith("[bot]"));
  const buttons = people.map(
    ({ login, name }) =>
      `<p><button name="login" value="${escaped(login)}">${escaped(name)} (${escaped(login)})</button></p>`,
  );
  return page(
    "Sign in",
    `<h1>Who are you?</h1><p>${escaped(back.host)} asks to read who you are, and your organisations and teams.</p>
<form method="post" action="${escaped(`${url.pathname}${url.search}`)}">${buttons.join("")}<p><button name="login" value="">Cancel</button></p></form>`,
  );
}

/** The registered address, or one below it; null for any other. */
function backTo({ callback }: OAuthApp, given: string | null): URL | null {
  if (given === null) return new URL(callback);
  if (!URL.canParse(given)) return null;
  const [wanted, registered] = [new URL(given), new URL(callback)];
  const below = wanted.pathname === registered.pathname || wanted.pathname.startsWith(`${registered.pathname}/`);
  return wanted.origin === registered.origin && below ? wanted : null;
}

/** A code for a token. As GitHub's, a refusal is an answer of 200 that says `error`. */
async function exchange(world: World, _url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const form = request.method === "POST" ? await formOf(request) : null;
  if (!form) return show(response, 404, page("Not found", "<h1>Not found</h1>"));
  const answer = tokenFor(world, form);
  const json = (request.headers.accept ?? "").includes("json");
  response.writeHead(200, {
    "Content-Type": json ? "application/json; charset=utf-8" : "application/x-www-form-urlencoded; charset=utf-8",
    "Cache-Control": "no-store",
  });
  response.end(json ? JSON.stringify(answer) : new URLSearchParams(answer).toString());
}

function tokenFor(world: World, form: URLSearchParams): Record<string, string> {
  const app = world.oauth;
  const secret = form.get("client_secret") ?? "";
  if (!app || form.get("client_id") !== app.clientId || !same(secret, app.clientSecret))
    return refused("incorrect_client_credentials", "The client_id and/or client_secret passed are incorrect.");
  const grant = world.codes.get(form.get("code") ?? "");
  world.codes.delete(form.get("code") ?? "");
  if (!grant || grant.until <= Date.now())
    return refused("bad_verification_code", "The code passed is incorrect or expired.");
  if (form.has("redirect_uri") && form.get("redirect_uri") !== grant.redirectUri)
    return refused(
      "redirect_uri_mismatch",
      "The redirect_uri MUST match the registered callback URL for this application.",
    );
  const token = `gho_${randomBytes(18).toString("hex")}`;
  const { login, scopes } = grant;
  world.tokens.set(token, { login, may: "read", endsAt: null, scopes });
  return { access_token: token, token_type: "bearer", scope: scopes.join(",") };
}

function refused(error: string, error_description: string): Record<string, string> {
  return { error, error_description, error_uri: `${DOCS}/#${error.replaceAll("_", "-")}` };
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= MOST_BYTES) chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  return new URLSearchParams(isJson(request) ? pairsIn(text) : text);
}

const isJson = (request: IncomingMessage) => (request.headers["content-type"] ?? "").startsWith("application/json");

function pairsIn(text: string): [string, string][] {
  try {
    return Object.entries(Object(JSON.parse(text))).map(([key, value]) => [key, String(value)]);
  } catch {
    return [];
  }
}

function show(response: ServerResponse, status: number, html: string): void {
  response
    .writeHead(status, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": CLOSED })
    .end(html);
}

function redirect(response: ServerResponse, target: URL): void {
  response.writeHead(302, { Location: target.toString() }).end();
}
