import { encode } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import { demoIdentity } from "./demo-people";
import { sessionIdentity } from "./session-identity";

const SECRET = "a-secret-of-at-least-thirty-two-characters";
const web = { url: "http://127.0.0.1:3000", secret: SECRET };
const NAME = "next-auth.session-token";
const identity = demoIdentity("dana");

const session = (payload: Record<string, unknown>, { secret = SECRET, maxAge = 60 } = {}) =>
  encode({ token: payload, secret, maxAge });

describe("whom a session cookie names", () => {
  it("the person it was made for, among other cookies", async () => {
    const cookie = `theme=dark; ${NAME}=${await session({ identity })}; odd; bad=%zz`;
    expect(await sessionIdentity(cookie, web)).toEqual(identity);
  });

  it("also when it is so large that it stands in pieces", async () => {
    const token = await session({ identity });
    const [head, tail] = [token.slice(0, 100), token.slice(100)];
    expect(await sessionIdentity(`${NAME}.1=${tail}; ${NAME}.0=${head}`, web)).toEqual(identity);
  });

  it("behind https only the cookie that the browser guards", async () => {
    const token = await session({ identity });
    const https = { url: "https://slipway.example", secret: SECRET };
    expect(await sessionIdentity(`${NAME}=${token}`, https)).toBeNull();
    expect(await sessionIdentity(`__Secure-${NAME}=${token}`, https)).toEqual(identity);
  });

  it("nobody without one", async () => {
    for (const header of [null, "", "theme=dark", `${NAME}=`, "Bearer"])
      expect(await sessionIdentity(header, web)).toBeNull();
  });

  it("nobody when it is forged, of another secret, altered, or expired", async () => {
    const token = await session({ identity });
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from(JSON.stringify({ identity })).toString("base64url")}.`;
    const middle = Math.floor(token.length / 2);
    const altered = `${token.slice(0, middle)}${token[middle] === "A" ? "B" : "A"}${token.slice(middle + 1)}`;
    const tokens = [
      unsigned,
      altered,
      await session({ identity }, { secret: "another-secret-of-thirty-two-characters!" }),
      await session({ identity }, { maxAge: -60 }),
    ];
    for (const forged of tokens) expect(await sessionIdentity(`${NAME}=${forged}`, web)).toBeNull();
  });

  it("nobody when what stands in it is no identity", async () => {
    for (const payload of [{}, { identity: "dana" }, { identity: { ...identity, provider: "root" } }])
      expect(await sessionIdentity(`${NAME}=${await session(payload)}`, web)).toBeNull();
  });
});
