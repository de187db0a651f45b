import { randomUUID } from "node:crypto";
import { isIP } from "node:net";

/** Where a request came from, for the record: the last hop that the proxy in front, or the web server itself, names. */
export function originOf(request: Request): { requestId: string; address: string | null } {
  const hops = (request.headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  const address = hops.at(-1) ?? "";
  return { requestId: randomUUID(), address: isIP(address) === 0 ? null : address };
}
