import type { IncomingMessage, ServerResponse } from "node:http";
import { type Access, accessOf, demand } from "./access";
import { type Answer, notFound, Refused, refusalAnswer, repositoryEmpty } from "./answer";
import { appOf } from "./apps";
import { gitText } from "./git";
import { charge, giveBack, rateHeaders, rateNow } from "./rate-limit";
import { bodyOf } from "./request-body";
import { prepared, respond } from "./respond";
import { ROUTES, type Route } from "./routes";
import { announcePush } from "./webhooks";
import { bareRepository, type User, type World } from "./world";

/** Answers one REST call; `path` is decoded and stands below the API's root. */
export async function serveApi(
  world: World,
  path: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const caller: { access: Access | null } = { access: null };
  const answer = await answerOf(world, path, url, request, caller).catch((error: unknown) => refusalOf(world, error));
  request.resume();
  const ready = prepared(request, answer);
  if (ready.fresh && path !== "/rate_limit") giveBack(world, caller.access);
  respond(response, ready, rateHeaders(rateNow(world, caller.access)));
  const pusher = caller.access?.user;
  if (answer.moved && pusher) announcePush(world, answer.moved, pusher);
}

function refusalOf(world: World, error: unknown): Answer {
  if (error instanceof Refused) return refusalAnswer(error);
  world.log(`api: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return refusalAnswer(new Refused(500, "Server Error"));
}

async function answerOf(
  world: World,
  path: string,
  url: URL,
  request: IncomingMessage,
  caller: { access: Access | null },
): Promise<Answer> {
  const { route, found } = routeOf(world, request.method ?? "GET", path);
  const call = { world, url, accept: request.headers.accept ?? "" };
  if (route?.for === "app")
    return route.handle({ ...call, app: appOf(world, request), body: await bodyOf(request) }, found);
  caller.access = accessOf(world, request);
  if (!route) throw notFound();
  if (route.for === "anyone") return route.handle({ ...call, access: caller.access, body: {} }, found);
  charge(world, caller.access);
  if (route.for === "reader") {
    demand(world, caller.access, "read");
    await demandCommits(world, route);
    return route.handle({ ...call, may: caller.access?.may ?? "read", body: {} }, found);
  }
  if (route.for !== "user") demand(world, caller.access, route.for === "writer" ? "write" : "admin");
  const access = caller.access;
  if (!access) throw new Refused(401, "Requires authentication");
  const user: User = access.user;
  if (route.for === "user") return route.handle({ ...call, user, access, body: {} }, found);
  await demandCommits(world, route);
  return route.handle({ ...call, user, body: request.method === "GET" ? {} : await bodyOf(request) }, found);
}

/** The route and what its path holds after owner and name; none for another repository. HEAD is GET without a body. */
function routeOf(world: World, method: string, path: string): { route: Route | null; found: string[] } {
  for (const route of ROUTES) {
    const found = route.method === method.replace("HEAD", "GET") ? route.pattern.exec(path) : null;
    if (!found) continue;
    if (!route.path.startsWith("/repos/")) return { route, found: found.slice(1) };
    const [, owner = "", name = "", ...rest] = found;
    const own = `${owner}/${name}`.toLowerCase() === `${world.owner}/${world.name}`.toLowerCase();
    return own ? { route, found: rest } : { route: null, found: [] };
  }
  return { route: null, found: [] };
}

async function demandCommits(world: World, route: Route): Promise<void> {
  if (world.hasCommits) return;
  world.hasCommits = (await gitText(bareRepository(world), ["for-each-ref", "--count=1"])) !== "";
  if (!world.hasCommits && route.needsCommits) throw repositoryEmpty();
}
