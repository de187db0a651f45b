import { mkdirSync } from "node:fs";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import { Refused, refusalAnswer, send } from "./answer";
import { answerClock, type Clock, systemClock } from "./clock";
import { pageFor } from "./pages";
import { answerRepository, userAnswer } from "./routes";
import { seed } from "./seed";
import { advertise, serve, serviceOf } from "./smart-http";
import { announcePush, changedRefs, refsOf } from "./webhooks";
import { bareRepository, DEMO_USERS, restore, type User, type World } from "./world";

const MOST_BYTES = 50_000_000;

export type GitHostOptions = {
  dataDir: string;
  port: number;
  seed: { owner: string; name: string; directory: string; description: string };
  tokens: { token: string; login: string }[];
  webhooks: { url: string; secret: string }[];
  loopbackPush: boolean;
  users?: User[];
  clock?: Clock;
};

export type GitHost = { url: string; apiUrl: string; cloneUrl: string; port: number; close(): Promise<void> };

/** Starts the Git host on the loopback interface: GitHub's REST API and Git over HTTP on one real bare repository. */
export async function startGitHost(options: GitHostOptions): Promise<GitHost> {
  mkdirSync(options.dataDir, { recursive: true });
  const world = worldOf(options);
  const server = http.createServer((request, response) => {
    handle(world, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : options.port;
  world.url = `http://127.0.0.1:${port}`;
  restore(world);
  await seed(world, options.seed.directory);
  return {
    url: world.url,
    apiUrl: `${world.url}/api/v3`,
    cloneUrl: `${world.url}/${world.owner}/${world.name}.git`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function worldOf(options: GitHostOptions): World {
  return {
    directory: options.dataDir,
    owner: options.seed.owner,
    name: options.seed.name,
    description: options.seed.description,
    url: "",
    users: options.users ?? DEMO_USERS,
    tokens: new Map(options.tokens.map(({ token, login }) => [token, login])),
    loopbackPush: options.loopbackPush,
    hooks: options.webhooks.map((hook, index) => ({ ...hook, id: index + 1, deliveries: [] })),
    nextDelivery: 1,
    clock: options.clock ?? systemClock,
  };
}

let used = 0;

async function handle(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", world.url || "http://127.0.0.1");
  const path = decodeURIComponent(url.pathname);
  const repository = `/${world.owner}/${world.name}`;
  if (path.startsWith(`${repository}.git/`))
    return serveGit(world, path.slice(`${repository}.git`.length), url, request, response);
  if (/^\/(api\/v3\/|repos\/|user$)/.test(path))
    return serveApi(world, path.replace(/^\/api\/v3/, ""), url, request, response);
  if (path === "/simulator/clock") return answerClock(world.clock, await bodyOf(request), request, response);
  const page = request.method === "GET" ? await pageFor(world, path) : null;
  response.writeHead(page === null ? 404 : 200, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
  });
  response.end(page ?? "<!doctype html><title>Not found</title><h1>Not found</h1>");
}

async function serveGit(
  world: World,
  path: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const service = path === "/info/refs" ? serviceOf(url.searchParams.get("service")) : serviceOf(path.slice(1));
  if (!service) {
    response.writeHead(404).end();
    return;
  }
  const pusher = service === "git-receive-pack" ? pusherOf(world, request) : null;
  if (service === "git-receive-pack" && !pusher) {
    response
      .writeHead(401, { "WWW-Authenticate": 'Basic realm="Git host"' })
      .end("A push needs a token as the password.\n");
    return;
  }
  if (path === "/info/refs") return advertise(bareRepository(world), service, request, response);
  const before = pusher ? await refsOf(world) : null;
  await serve(bareRepository(world), service, request, response);
  if (pusher && before) await tellOfPush(world, before, pusher);
}

async function tellOfPush(world: World, before: Map<string, string>, user: User): Promise<void> {
  const changes = changedRefs(before, await refsOf(world));
  for (const change of changes) void announcePush(world, change, user);
}

function pusherOf(world: World, request: IncomingMessage): User | null {
  const known = userOf(world, request);
  if (known || request.headers.authorization) return known;
  const remote = request.socket.remoteAddress ?? "";
  const here = remote === "127.0.0.1" || remote === "::1" || remote === "::ffff:127.0.0.1";
  return world.loopbackPush && here ? (world.users[0] ?? null) : null;
}

function userOf(world: World, request: IncomingMessage): User | null {
  const [scheme = "", value = ""] = (request.headers.authorization ?? "").split(" ");
  const token = /^basic$/i.test(scheme)
    ? Buffer.from(value, "base64").toString("utf8").split(":").slice(1).join(":")
    : value;
  const login = world.tokens.get(token);
  return world.users.find((user) => user.login === login) ?? null;
}

async function serveApi(
  world: World,
  path: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  used++;
  try {
    const user = userOf(world, request);
    if (!user) throw new Refused(401, request.headers.authorization ? "Bad credentials" : "Requires authentication");
    if (path === "/user") return send(request, response, userAnswer(world, user), used);
    const root = `/repos/${world.owner}/${world.name}`;
    if (path !== root && !path.startsWith(`${root}/`)) throw new Refused(404, "Not Found");
    const before = request.method === "GET" ? null : await refsOf(world);
    const call = { world, user, url, body: await bodyOf(request), accept: request.headers.accept ?? "" };
    const answer = await answerRepository(request.method ?? "GET", path.slice(root.length), call);
    send(request, response, answer, used);
    if (before) await tellOfPush(world, before, user);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    send(request, response, refusalAnswer(error), used);
  }
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MOST_BYTES) throw new Refused(413, "Payload too large");
    chunks.push(chunk as Buffer);
  }
  if (size === 0) return {};
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    if (body !== null && typeof body === "object" && !Array.isArray(body)) return { ...body };
  } catch {
    throw new Refused(400, "Problems parsing JSON");
  }
  throw new Refused(400, "Body should be a JSON object");
}
