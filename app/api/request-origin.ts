import { randomUUID } from "node:crypto";
import * as z from "zod";

const Address = z.union([z.ipv4(), z.ipv6()]);

/** Where a request came from, for the record: the last hop that the proxy in front, or the web server itself, names. */
export function originOf(request: Request): { requestId: string; address: string | null } {
  const hops = (request.headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  const address = hops.at(-1) ?? "";
  return { requestId: randomUUID(), address: Address.safeParse(address).success ? address : null };
}
