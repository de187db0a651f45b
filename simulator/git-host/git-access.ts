import type { IncomingMessage, ServerResponse } from "node:http";
import { accessOf, isLoopback } from "./access";
import { Refused } from "./answer";
import { advertise, type Service, serve, serviceOf } from "./smart-http";
import { announcePush } from "./webhooks";
import type { User, World } from "./world";

/** Git over HTTP below the repository's address: who may, what Git never asks, and then Git itself. */
export async function serveGit(
  world: World,
  path: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const first = path === "/info/refs";
  const service = serviceOf(first ? url.searchParams.get("service") : path.slice(1));
  if (!service) return plain(response, first ? 403 : 404, first ? "Please upgrade your git client." : "Not Found");
  if (request.method !== (first ? "GET" : "POST")) return plain(response, 405, "Method Not Allowed");
  // A browser sends this type to another origin only after asking, which is never answered.
  if (!first && request.headers["content-type"] !== `application/x-${service}-request`)
    return plain(response, 415, "Unsupported Media Type");
  const allowed = callerOf(world, request, service);
  if ("refused" in allowed) return refuse(response, allowed.refused);
  if (first) return advertise(world, service, request, response);
  const moved = await serve(world, service, request, response);
  const pusher = allowed.user;
  if (pusher) for (const change of moved) announcePush(world, change, pusher);
}

type Allowed = { user: User | null } | { refused: 401 | 403 };

function callerOf(world: World, request: IncomingMessage, service: Service): Allowed {
  try {
    const access = accessOf(world, request);
    const pushing = service === "git-receive-pack";
    if (access) return pushing && access.may === "read" ? { refused: 403 } : { user: access.user };
    if (world.trustLoopback && isLoopback(request)) return { user: world.users[0] ?? null };
    return pushing || world.visibility === "private" ? { refused: 401 } : { user: null };
  } catch (error) {
    if (error instanceof Refused) return { refused: 401 };
    throw error;
  }
}

function refuse(response: ServerResponse, status: 401 | 403): void {
  if (status === 401) response.setHeader("WWW-Authenticate", 'Basic realm="Git host"');
  plain(response, status, status === 403 ? "Permission denied." : "A token is needed as the password.");
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", Connection: "close" }).end(`${text}\n`);
}
