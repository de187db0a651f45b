import { type KeyObject, sign } from "node:crypto";

type Claims = { iat?: unknown; exp?: unknown; alg?: string };

/** What an App signs to prove itself; the claims can be bent. */
export function appJwt(id: number | string, key: KeyObject, { iat, exp, alg = "RS256" }: Claims = {}): string {
  const now = Math.floor(Date.now() / 1_000);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg, typ: "JWT" })}.${part({ iss: id, iat: iat ?? now - 30, exp: exp ?? now + 300 })}`;
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), key).toString("base64url")}`;
}
