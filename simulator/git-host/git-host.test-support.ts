import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { Octokit } from "octokit";
import type { Clock } from "./clock";
import { type GitHost, type GitHostOptions, startGitHost } from "./server";

/** May do everything; belongs to ada. */
export const TOKEN = "token-of-ada";
/** May only read; belongs to vera. */
export const READ_TOKEN = "token-of-vera";

export const FILES: Readonly<Record<string, string>> = {
  "environments/dev-env-1/values.yaml": "image:\n  tag: 1.0.0\n",
  "environments/pipeline.yaml": "order: [dev-env-1]\n",
  "helm-charts/linq-platform/Chart.yaml": "name: linq-platform\n",
};

export type ApiAnswer = { status: number; headers: Headers; body: unknown; text: string };
export type ApiOptions = { token?: string | null; body?: unknown; headers?: Record<string, string> };

export type TestHost = GitHost & {
  directory: string;
  repository: string;
  /** A REST call below /api/v3; a path that begins with a dot is below the repository. */
  api(method: string, path: string, options?: ApiOptions): Promise<ApiAnswer>;
  octokit(token?: string): Octokit;
  clone(...args: string[]): Promise<WorkingCopy>;
  head(ref?: string): Promise<string>;
  stop(): Promise<void>;
};

type TestOptions = Partial<Omit<GitHostOptions, "seed" | "dataDir">> & {
  files?: Readonly<Record<string, string | Buffer>>;
};

/** The real server on a free port, with a real bare repository in a temporary folder. */
export async function startTestHost({ files = FILES, ...options }: TestOptions = {}): Promise<TestHost> {
  const directory = mkdtempSync(path.join(os.tmpdir(), "git-host-"));
  const seedDirectory = path.join(directory, "seed");
  mkdirSync(seedDirectory);
  for (const [name, content] of Object.entries(files)) write(seedDirectory, name, content);
  const host = await startGitHost({
    dataDir: path.join(directory, "data"),
    port: 0,
    seed: { owner: "linq", name: "gitops", directory: seedDirectory, description: "What runs where." },
    tokens: [
      { token: TOKEN, login: "ada" },
      { token: READ_TOKEN, login: "vera", may: "read" },
    ],
    webhooks: [],
    trustLoopback: true,
    clock: fixedClock(),
    log: () => undefined,
    ...options,
  });
  const repository = path.join(directory, "data", "linq", "gitops.git");
  return {
    ...host,
    directory,
    repository,
    api: (method, target, given) => callApi(host, method, target, given),
    octokit: (token = TOKEN) =>
      new Octokit({
        baseUrl: host.apiUrl,
        auth: token,
        throttle: { enabled: false },
        retry: { enabled: false },
        log: SILENT,
      }),
    clone: (...args) => cloneInto(directory, host.cloneUrl, args),
    head: async (ref = "refs/heads/main") => (await runGit(repository, "rev-parse", "--verify", ref)).trim(),
    async stop() {
      await host.close();
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** A minute later at each look, so that commits have an order. */
function fixedClock(): Clock {
  let now = Date.parse("2026-03-01T10:00:00Z");
  return {
    now: () => {
      now += 60_000;
      return new Date(now);
    },
    advanceTo() {},
  };
}

async function callApi(host: GitHost, method: string, target: string, options: ApiOptions = {}): Promise<ApiAnswer> {
  const url = target.startsWith(".") ? `${host.apiUrl}/repos/linq/gitops${target.slice(1)}` : `${host.apiUrl}${target}`;
  const { token = TOKEN, body, headers = {} } = options;
  const answer = await fetch(url, {
    method,
    headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    redirect: "manual",
  });
  const text = await answer.text();
  const json = (answer.headers.get("content-type") ?? "").startsWith("application/json") && text !== "";
  return { status: answer.status, headers: answer.headers, body: json ? JSON.parse(text) : text, text };
}

const ENVIRONMENT = {
  PATH: process.env.PATH,
  HOME: os.tmpdir(),
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: os.devNull,
  GIT_TERMINAL_PROMPT: "0",
  GIT_AUTHOR_NAME: "Dana Ito",
  GIT_AUTHOR_EMAIL: "dana@linq.example",
  GIT_COMMITTER_NAME: "Dana Ito",
  GIT_COMMITTER_EMAIL: "dana@linq.example",
};

/** The git that people have, without this machine's settings. Rejects with what git said. */
export function runGit(directory: string, ...args: string[]): Promise<string> {
  return feedGit(directory, "", ...args);
}

/** The same, with something to read. */
export function feedGit(directory: string, input: string, ...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...ENVIRONMENT };
    const child = execFile("git", args, { cwd: directory, env, maxBuffer: 2 ** 28 }, (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    );
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}

export type WorkingCopy = {
  directory: string;
  git(...args: string[]): Promise<string>;
  write(name: string, content: string | Buffer): void;
  read(name: string): string;
  /** Writes, commits all and gives the SHA. */
  commit(message: string, files: Readonly<Record<string, string | Buffer>>): Promise<string>;
};

let copies = 0;

async function cloneInto(parent: string, url: string, args: string[]): Promise<WorkingCopy> {
  const directory = path.join(parent, `copy-${++copies}`);
  await runGit(parent, "clone", "--quiet", ...args, url, directory);
  const git = (...own: string[]) => runGit(directory, ...own);
  return {
    directory,
    git,
    write: (name, content) => write(directory, name, content),
    read: (name) => readFileSync(path.join(directory, name), "utf8"),
    async commit(message, files) {
      for (const [name, content] of Object.entries(files)) write(directory, name, content);
      await git("add", "--all");
      await git("commit", "--quiet", "--allow-empty", "--allow-empty-message", "-m", message);
      return (await git("rev-parse", "HEAD")).trim();
    },
  };
}

function write(directory: string, name: string, content: string | Buffer): void {
  const file = path.join(directory, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}

export type Received = { headers: http.IncomingHttpHeaders; body: string };
export type Receiver = { url: string; port: number; received: Received[]; answer: number; close(): Promise<void> };

/** Something that listens for webhooks and keeps what came. */
export async function startReceiver(port = 0): Promise<Receiver> {
  const receiver: Receiver = { url: "", port: 0, received: [], answer: 200, close: async () => {} };
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      receiver.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
      response.writeHead(receiver.answer).end("heard");
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  receiver.port = (server.address() as AddressInfo).port;
  receiver.url = `http://127.0.0.1:${receiver.port}/hook`;
  receiver.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return receiver;
}

export const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");

/** What stands at a place inside an answer, as text. */
export function textAt(body: unknown, ...place: (string | number)[]): string {
  let value = body;
  for (const key of place) value = value !== null && typeof value === "object" ? Reflect.get(value, key) : undefined;
  if (typeof value !== "string")
    throw new Error(`no text at ${place.join(".")} in ${JSON.stringify(body).slice(0, 200)}`);
  return value;
}
