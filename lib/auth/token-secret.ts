import { createHash, randomBytes, randomUUID } from "node:crypto";

/** What every secret begins with, so that whoever scans texts for secrets finds ours. */
export const TOKEN_PREFIX = "slipway_";

/** What is kept of a secret. It has 256 random bits: nobody finds it by trying, so no salt and no slow hash is needed. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** A new token's id and secret, and what is kept of the secret. */
export function mintToken(): { id: string; secret: string; hash: string; prefix: string } {
  const secret = `${TOKEN_PREFIX}${randomBytes(32).toString("base64url")}`;
  return { id: randomUUID(), secret, hash: hashOf(secret), prefix: secret.slice(0, TOKEN_PREFIX.length + 6) };
}
