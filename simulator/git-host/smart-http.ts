import type { IncomingMessage, ServerResponse } from "node:http";
import { createGunzip } from "node:zlib";
import { startGit } from "./git";

const SERVICES = ["git-upload-pack", "git-receive-pack"] as const;
type Service = (typeof SERVICES)[number];

export function serviceOf(name: string | null): Service | null {
  return SERVICES.find((service) => service === name) ?? null;
}

/** Git's smart HTTP, first request: what there is. */
export function advertise(
  directory: string,
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  noCache(response, `application/x-${service}-advertisement`);
  const line = `# service=${service}\n`;
  response.write(`${(line.length + 4).toString(16).padStart(4, "0")}${line}0000`);
  const child = startGit(
    directory,
    [service.slice(4), "--stateless-rpc", "--advertise-refs", "."],
    protocolOf(request),
  );
  child.stdout.pipe(response);
  child.on("error", () => response.destroy());
  child.stdin.end();
}

/** Git's smart HTTP, second request: fetch or push. Resolves when git has ended and the answer is sent. */
export function serve(
  directory: string,
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  return new Promise((resolve) => {
    noCache(response, `application/x-${service}-result`);
    const child = startGit(directory, [service.slice(4), "--stateless-rpc", "."], protocolOf(request));
    const body = request.headers["content-encoding"] === "gzip" ? request.pipe(createGunzip()) : request;
    body.on("error", () => child.kill());
    child.stdin.on("error", () => undefined);
    body.pipe(child.stdin);
    child.stdout.pipe(response);
    child.on("error", () => response.destroy());
    child.on("close", () => resolve());
  });
}

function protocolOf(request: IncomingMessage): Record<string, string> {
  const asked = request.headers["git-protocol"];
  return typeof asked === "string" && /^version=[012]$/.test(asked) ? { GIT_PROTOCOL: asked } : {};
}

function noCache(response: ServerResponse, type: string) {
  response.writeHead(200, { "Content-Type": type, "Cache-Control": "no-cache, max-age=0, must-revalidate" });
}
