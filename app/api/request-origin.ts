import { randomUUID } from "node:crypto";
import { requestAddress } from "@/lib/auth/request-address";

/** Where a request came from, for the record. */
export function originOf(request: Request): { requestId: string; address: string | null } {
  return { requestId: randomUUID(), address: requestAddress(request) };
}
