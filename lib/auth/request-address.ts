import * as z from "zod";

const Address = z.union([z.ipv4(), z.ipv6()]);

/** The last hop that the proxy in front, or the web server itself, names; null when that is no address. */
export function requestAddress(request: Request): string | null {
  const hops = (request.headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  const address = hops.at(-1) ?? "";
  return Address.safeParse(address).success ? address : null;
}
