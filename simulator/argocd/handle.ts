import type { IncomingMessage, ServerResponse } from "node:http";
import { isKnownPath } from "./api-paths";
import type { Context, Route } from "./context";
import { type Call, readBody, sendError, sendPlain, sendText, sendUncoded } from "./http";
import { pageRoutes } from "./pages";
import { accountRoutes } from "./routes-accounts";
import { actionRoutes } from "./routes-actions";
import { appDetailsRoutes } from "./routes-app-details";
import { applicationReadRoutes } from "./routes-applications";
import { creationRoutes } from "./routes-creation";
import { editRoutes } from "./routes-edits";
import { listRoutes } from "./routes-lists";
import { logRoutes } from "./routes-logs";
import { operationRoutes } from "./routes-operations";
import { projectRoutes } from "./routes-projects";
import { resourceRoutes } from "./routes-resources";
import { revisionRoutes } from "./routes-revisions";
import { serverRoutes } from "./routes-server";
import { simulatorRoutes } from "./routes-simulator";
import { streamRoutes } from "./routes-streams";
import { webhookRoute } from "./routes-webhook";

const API: readonly Route[] = [
  serverRoutes,
  accountRoutes,
  projectRoutes,
  streamRoutes,
  logRoutes,
  resourceRoutes,
  revisionRoutes,
  operationRoutes,
  actionRoutes,
  editRoutes,
  creationRoutes,
  listRoutes,
  appDetailsRoutes,
  applicationReadRoutes,
];

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

async function first(routes: readonly Route[], context: Context, call: Call): Promise<boolean> {
  for (const route of routes) if (await route(context, call)) return true;
  return false;
}

/** Every non-GET call under /api/ must state exactly application/json (contract 1.2). */
function hasRightContentType(call: Call): boolean {
  return call.method === "GET" || call.request.headers["content-type"]?.toLowerCase() === "application/json";
}

async function answerApi(context: Context, call: Call): Promise<void> {
  if (!hasRightContentType(call)) {
    const plain = "text/plain; charset=utf-8";
    return sendUncoded(call, 415, plain, "Invalid content type\n", { "x-content-type-options": "nosniff" });
  }
  if (await first(API, context, call)) return;
  if (isKnownPath(call.segments)) return sendPlain(call, 405, "Method Not Allowed");
  sendPlain(call, 404, "Not Found");
}

const SHELL =
  '<!doctype html><html lang="en"><head><meta charset="UTF-8"><title>Argo CD</title><base href="/"></head><body><div id="app"></div></body></html>';

const SHELL_HEADERS = {
  "accept-ranges": "bytes",
  "cache-control": "no-cache, private, max-age=0",
  "content-security-policy": "frame-ancestors 'self';",
  expires: "Thu, 01 Jan 1970 00:00:00 UTC",
  pragma: "no-cache",
  "x-accel-expires": "0",
  "x-frame-options": "sameorigin",
  "x-robots-tag": "noindex, nofollow",
  "x-xss-protection": "1",
};

async function answer(context: Context, call: Call): Promise<void> {
  if (await simulatorRoutes(context, call)) return;
  if (context.faults.isAway)
    return sendText(
      call,
      503,
      "text/plain; charset=utf-8",
      "upstream connect error or disconnect/reset before headers\n",
    );
  if (await webhookRoute(context, call)) return;
  if (call.path === "/healthz") return sendUncoded(call, 200, "text/plain; charset=utf-8", "ok\n");
  if (call.segments[0] === "api") return answerApi(context, call);
  if (await pageRoutes(context, call)) return;
  // A wrong base address looks like success to one who does not check for JSON (contract 1.1).
  if (call.request.headers.accept?.includes("text/html"))
    return sendText(call, 200, "text/html; charset=utf-8", SHELL, SHELL_HEADERS);
  sendPlain(call, 404, "404 page not found");
}

/** Answers one request; whatever goes wrong, an answer is sent. */
export async function handle(context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://simulator");
  const segments = url.pathname.split("/").slice(1).map(decoded);
  const call: Call = {
    request,
    response,
    method: request.method ?? "GET",
    path: url.pathname,
    segments,
    query: url.searchParams,
    body: "",
  };
  context.requests.add(call);
  try {
    if (call.method !== "GET" && call.method !== "HEAD") call.body = await readBody(request);
    await answer(context, call);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else sendError(call, error);
  }
}
