import type { IncomingMessage, ServerResponse } from "node:http";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type AuthOptions } from "next-auth";
import { formOf, listening, type Running } from "./http.test-support";

/** next-auth itself on loopback, without the framework; the options are asked for at each request. */
export function nextAuthServer(options: () => AuthOptions): Promise<Running> {
  return listening(() => async (request, response, url) => {
    await NextAuth(await pagesRequest(request, url), pagesResponse(response), options());
  });
}

async function pagesRequest(request: IncomingMessage, url: URL): Promise<NextApiRequest> {
  const cookies = (request.headers.cookie ?? "").split("; ").map((pair) => pair.split(/=(.*)/s));
  const parts: unknown = Object.assign(request, {
    body: await formOf(request),
    query: { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.split("/").slice(3) },
    cookies: Object.fromEntries(cookies.map(([name = "", value = ""]) => [name, decodeURIComponent(value)])),
  });
  return parts as NextApiRequest;
}

function pagesResponse(response: ServerResponse): NextApiResponse {
  const parts: unknown = Object.assign(response, {
    status(code: number) {
      response.statusCode = code;
      return response;
    },
    json: (body: unknown) => response.setHeader("content-type", "application/json").end(JSON.stringify(body)),
    send: (body: unknown) => response.end(typeof body === "string" || body === undefined ? body : JSON.stringify(body)),
  });
  return parts as NextApiResponse;
}
