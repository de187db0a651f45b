import type { Route } from "./context";
import { sendJson } from "./http";

// The simulator has none of these: public Git addresses need no credentials, and nothing is signed.
const EMPTY = new Set([
  "repositories",
  "write-repositories",
  "repocreds",
  "write-repocreds",
  "certificates",
  "gpgkeys",
]);

/** What the settings pages list, each empty as the real server writes it. */
export const listRoutes: Route = (context, call) => {
  const { method, segments, path } = call;
  if (method !== "GET") return false;
  if (path === "/api/v1/settings/plugins") {
    context.accounts.require(call.request);
    sendJson(call, {});
    return true;
  }
  if (segments.length !== 3 || !EMPTY.has(segments[2] ?? "")) return false;
  context.accounts.require(call.request);
  sendJson(call, { metadata: {}, items: null });
  return true;
};
