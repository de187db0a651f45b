import { encode } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import { sessionIn } from "./session-cookie";

const SECRET = "a-secret-of-at-least-thirty-two-characters";
const web = { url: "http://127.0.0.1:3000", secret: SECRET };
const NAME = "next-auth.session-token";
const OWN = "b6a8c8b0-5d0c-4c4c-9a53-4ff6f6a5a9d1";

const session = (payload: Record<string, unknown>, { secret = SECRET, maxAge = 60 } = {}) =>
  encode({ token: payload, secret, maxAge });

describe("which session a cookie names", () => {
  it("the one it was made for, among other cookies", async () => {
    const cookie = `theme=dark; ${NAME}=${await session({ session: OWN })}; odd; bad=%zz`;
    expect(await sessionIn(cookie, web)).toBe(OWN);
  });

  it("also when it is so large that it stands in pieces", async () => {
    const token = await session({ session: OWN });
    const [head, tail] = [token.slice(0, 100), token.slice(100)];
    expect(await sessionIn(`${NAME}.1=${tail}; ${NAME}.0=${head}`, web)).toBe(OWN);
  });

  it("behind https only the cookie that the browser guards", async () => {
    const token = await session({ session: OWN });
    const https = { url: "https://slipway.example", secret: SECRET };
    expect(await sessionIn(`${NAME}=${token}`, https)).toBeNull();
    expect(await sessionIn(`__Secure-${NAME}=${token}`, https)).toBe(OWN);
  });

  it("nobody without one", async () => {
    for (const header of [null, "", "theme=dark", `${NAME}=`, "Bearer"])
      expect(await sessionIn(header, web)).toBeNull();
  });

  it("nobody when it is forged, of another secret, altered, or expired", async () => {
    const token = await session({ session: OWN });
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from(JSON.stringify({ session: OWN })).toString("base64url")}.`;
    const middle = Math.floor(token.length / 2);
    const altered = `${token.slice(0, middle)}${token[middle] === "A" ? "B" : "A"}${token.slice(middle + 1)}`;
    const tokens = [
      unsigned,
      altered,
      await session({ session: OWN }, { secret: "another-secret-of-thirty-two-characters!" }),
      await session({ session: OWN }, { maxAge: -60 }),
    ];
    for (const forged of tokens) expect(await sessionIn(`${NAME}=${forged}`, web)).toBeNull();
  });

  it("none when it names none, as the cookies of before did", async () => {
    for (const payload of [{}, { session: 7 }, { identity: { id: "demo:ada", provider: "demo" } }])
      expect(await sessionIn(`${NAME}=${await session(payload)}`, web)).toBeNull();
  });
});
