import { createHash, timingSafeEqual } from "node:crypto";

/** Whether this is the code whose SHA-256 (hexadecimal) is kept; without a hash none is. */
export function isFirstAdminCode(code: string, hash: string | null): boolean {
  if (hash === null || code === "") return false;
  const given = createHash("sha256").update(code).digest();
  const expected = Buffer.from(hash, "hex");
  return expected.length === given.length && timingSafeEqual(given, expected);
}
