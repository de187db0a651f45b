import { randomUUID } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { createGunzip } from "node:zlib";
import type { RefChange } from "./answer";
import { startGit } from "./git";
import { bareRepository, type World } from "./world";

const SERVICES = ["git-upload-pack", "git-receive-pack"] as const;
export type Service = (typeof SERVICES)[number];

export function serviceOf(name: string | null): Service | null {
  return SERVICES.find((service) => service === name) ?? null;
}

/** Git's smart HTTP, first request: what there is. */
export function advertise(world: World, service: Service, request: IncomingMessage, response: ServerResponse): void {
  noCache(response, `application/x-${service}-advertisement`);
  const line = `# service=${service}\n`;
  response.write(`${(line.length + 4).toString(16).padStart(4, "0")}${line}0000`);
  const child = follow(
    world,
    response,
    [service.slice(4), "--stateless-rpc", "--advertise-refs", "."],
    protocolOf(request),
  );
  child.stdin.end();
}

/** Git's smart HTTP, second request: fetch or push. Gives the refs that a push has moved, once git has ended. */
export async function serve(
  world: World,
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<RefChange[]> {
  noCache(response, `application/x-${service}-result`);
  const report = path.join(hookDirectory(world), `${randomUUID()}.pushed`);
  const hooks = ["-c", `core.hooksPath=${hookDirectory(world)}`];
  const env = { ...protocolOf(request), GIT_HOST_PUSHED: report };
  const child = follow(world, response, [...hooks, service.slice(4), "--stateless-rpc", "."], env);
  const zipped = request.headers["content-encoding"] === "gzip";
  const body = zipped ? request.pipe(createGunzip()) : request;
  body.on("error", () => child.kill());
  child.stdin.on("error", () => undefined);
  body.pipe(child.stdin);
  await new Promise((resolve) => child.on("close", resolve));
  return pushedIn(report);
}

/** Starts git and sends what it says; a client that goes away ends it. */
function follow(world: World, response: ServerResponse, args: string[], env: Record<string, string>) {
  const child = startGit(bareRepository(world), args, env);
  world.running.add(child);
  child.on("close", () => world.running.delete(child));
  child.on("error", () => {
    world.running.delete(child);
    response.destroy();
  });
  child.stderr.resume();
  child.stdout.pipe(response);
  response.on("close", () => {
    if (child.exitCode === null) child.kill();
  });
  return child;
}

function hookDirectory(world: World): string {
  return path.resolve(world.directory, "hooks");
}

/** Git tells its hook after a push exactly which refs it has moved; the hook writes that down for us. */
export function prepareHook(world: World): void {
  rmSync(hookDirectory(world), { recursive: true, force: true });
  mkdirSync(hookDirectory(world), { recursive: true });
  const hook = path.join(hookDirectory(world), "post-receive");
  writeFileSync(hook, '#!/bin/sh\nexec cat > "$GIT_HOST_PUSHED"\n');
  chmodSync(hook, 0o755);
}

function pushedIn(report: string): RefChange[] {
  const text = readIfThere(report);
  rmSync(report, { force: true });
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split(" "))
    .map(([before = "", after = "", ...ref]) => ({ before, after, ref: ref.join(" ") }));
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function protocolOf(request: IncomingMessage): Record<string, string> {
  const asked = request.headers["git-protocol"];
  return typeof asked === "string" && /^version=[012]$/.test(asked) ? { GIT_PROTOCOL: asked } : {};
}

function noCache(response: ServerResponse, type: string) {
  response.writeHead(200, { "Content-Type": type, "Cache-Control": "no-cache, max-age=0, must-revalidate" });
}
