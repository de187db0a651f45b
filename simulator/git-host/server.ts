import { mkdirSync } from "node:fs";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import { Refused, refusalAnswer } from "./answer";
import { serveApi } from "./api";
import { archivedSha, serveArchive } from "./archives";
import { answerClock, type Clock, systemClock } from "./clock";
import { restoreDeliveries } from "./delivery-log";
import { serveGit } from "./git-access";
import { oauthRoute } from "./oauth";
import { answerMembership, demoOrganisations, restoreOrganisations } from "./organisations";
import { servePage } from "./pages";
import { prepared, respond } from "./respond";
import { seed } from "./seed";
import { prepareHook } from "./smart-http";
import { type App, DEMO_USERS, type OAuthApp, type Permission, type User, type World } from "./world";

export type GitHostOptions = {
  dataDir: string;
  port: number;
  seed: { owner: string; name: string; directory: string; description: string };
  tokens: { token: string; login: string; may?: Permission }[];
  webhooks: { url: string; secret: string }[];
  /** Git from this machine needs no password. */
  trustLoopback: boolean;
  visibility?: "public" | "private";
  app?: App;
  /** What people sign in to with this host; none, where nobody does. */
  oauth?: OAuthApp;
  /** Calls an hour and caller. */
  rateLimit?: number;
  retryAfterMs?: number[];
  users?: User[];
  clock?: Clock;
  log?: (message: string) => void;
};

export type GitHost = {
  url: string;
  apiUrl: string;
  cloneUrl: string;
  port: number;
  /** How many fetches and pushes are under way. */
  running(): number;
  close(): Promise<void>;
};

/** Starts the Git host on the loopback interface: GitHub's REST API and Git over HTTP on one real bare repository. */
export async function startGitHost(options: GitHostOptions): Promise<GitHost> {
  mkdirSync(options.dataDir, { recursive: true });
  const world = worldOf(options);
  const server = http.createServer((request, response) => {
    handle(world, request, response).catch((error: unknown) => {
      world.log(`server: ${String(error)}`);
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
  restoreDeliveries(world);
  restoreOrganisations(world);
  prepareHook(world);
  await seed(world, options.seed.directory);
  return {
    url: world.url,
    apiUrl: `${world.url}/api/v3`,
    cloneUrl: `${world.url}/${world.owner}/${world.name}.git`,
    port,
    running: () => world.running.size,
    close: () => close(world, server),
  };
}

async function close(world: World, server: http.Server): Promise<void> {
  world.stop.abort();
  for (const child of world.running) child.kill();
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await Promise.all([closed, ...world.pending]);
}

function worldOf(options: GitHostOptions): World {
  return {
    directory: options.dataDir,
    owner: options.seed.owner,
    name: options.seed.name,
    description: options.seed.description,
    visibility: options.visibility ?? "private",
    url: "",
    users: options.users ?? DEMO_USERS,
    tokens: new Map(options.tokens.map(({ token, login, may = "admin" }) => [token, { login, may, endsAt: null }])),
    app: options.app ?? null,
    organisations: demoOrganisations(options.seed.owner, options.users ?? DEMO_USERS),
    oauth: options.oauth ?? null,
    codes: new Map(),
    trustLoopback: options.trustLoopback,
    rateLimit: options.rateLimit ?? 5_000,
    rates: new Map(),
    hooks: options.webhooks.map((hook, index) => ({ ...hook, id: index + 1, deliveries: [] })),
    nextDelivery: 1,
    retryAfterMs: options.retryAfterMs ?? [300, 1_500, 5_000],
    pending: new Set(),
    running: new Set(),
    stop: new AbortController(),
    hasCommits: false,
    clock: options.clock ?? systemClock,
    log: options.log ?? ((message) => process.stderr.write(`${message}\n`)),
  };
}

const API = /^(?:\/api\/v3(?=\/|$)|(?=\/(?:repos|app|orgs)\/|\/(?:user(?:\/\w+)?|app|rate_limit)$))/;

async function handle(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = addressOf(world, request);
  if (!target) return refuse(request, response, new Refused(400, "Bad Request"));
  const { url, path } = target;
  if (API.test(path)) return serveApi(world, path.replace(API, ""), url, request, response);
  if (path === "/simulator/clock") return answerClock(world.clock, request, response);
  if (path === "/simulator/organisations") return answerMembership(world, request, response);
  const oauth = oauthRoute(path);
  if (oauth) return oauth(world, url, request, response);
  const archived = archivedSha(world, path);
  if (archived) return serveArchive(world, archived, url, request, response);
  const git = /^\/([^/]+)\/([^/]+?)(?:\.git)?(\/(?:info\/refs|git-upload-pack|git-receive-pack))$/.exec(path);
  if (git?.[3] && git[1] === world.owner && git[2] === world.name)
    return serveGit(world, git[3], url, request, response);
  return servePage(world, path, request, response);
}

/** The address asked for and its decoded path; null when it is not one. */
function addressOf(world: World, request: IncomingMessage): { url: URL; path: string } | null {
  try {
    const url = new URL(`${world.url}${request.url ?? "/"}`);
    return request.url?.startsWith("/") ? { url, path: decodeURIComponent(url.pathname) } : null;
  } catch {
    return null;
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, error: Refused): void {
  request.resume();
  respond(response, prepared(request, refusalAnswer(error)), {});
}
