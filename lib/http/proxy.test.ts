import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { proxy } from "@/proxy";

const ask = (path: string, headers: Record<string, string> = {}) =>
  proxy(new NextRequest(new URL(path, "http://127.0.0.1:3000"), { headers: { host: "127.0.0.1:3000", ...headers } }));
const SESSION = { cookie: "theme=dark; next-auth.session-token=x" };
/** What the page will see of its request; the framework carries it in headers of its own. */
const passedOn = (answer: Response, name: string) => answer.headers.get(`x-middleware-request-${name}`);
const policy = (answer: Response) => answer.headers.get("content-security-policy") ?? "";

describe("whoever is signed out", () => {
  it.each([
    ["/", "/sign-in"],
    ["/environments/dev-env-1?tab=history", "/sign-in?callbackUrl=%2Fenvironments%2Fdev-env-1%3Ftab%3Dhistory"],
    ["/anything", "/sign-in?callbackUrl=%2Fanything"],
  ])("is led from %s to sign in, on the address that they came by", (path, expected) => {
    expect(ask(path).headers.get("location")).toBe(`http://127.0.0.1:3000${expected}`);
  });

  it.each([
    "/sign-in",
    "/sign-out",
    "/api/overview",
    "/api/auth/csrf",
    "/api/webhooks/github",
    "/pipeline.schema.json",
  ])("is not led away from %s, which asks for itself or is for all", (path) => {
    expect(ask(path).headers.get("location")).toBeNull();
  });
});

describe("whoever has a session", () => {
  it.each([
    SESSION.cookie,
    "__Secure-next-auth.session-token=x",
    "next-auth.session-token.0=x; next-auth.session-token.1=y",
  ])("goes on: %s", (cookie) => {
    expect(ask("/environments/dev-env-1", { cookie }).headers.get("location")).toBeNull();
  });

  it("has the page told its own address, not what the browser claims it is", () => {
    const answer = ask("/environments/dev?tab=history", { ...SESSION, "x-slipway-path": "//evil.example" });
    expect(passedOn(answer, "x-slipway-path")).toBe("/environments/dev?tab=history");
  });
});

describe("every answer", () => {
  it("runs only scripts that carry its own nonce, which no other answer has", () => {
    const [first, second] = [ask("/", SESSION), ask("/", SESSION)];
    const nonce = passedOn(first, "x-nonce") ?? "";
    expect(nonce).toMatch(/^[A-Za-z0-9+/]{40,}=*$/);
    expect(policy(first)).toContain(`script-src 'self' 'nonce-${nonce}' 'strict-dynamic';`);
    expect(passedOn(first, "content-security-policy")).toBe(policy(first));
    expect(policy(second)).not.toContain(nonce);
  });

  it.each(["/", "/sign-in", "/api/overview"])("is guarded: %s", (path) => {
    const answer = ask(path);
    expect(policy(answer)).not.toMatch(/script-src[^;]*unsafe/);
    for (const rule of ["frame-ancestors 'none'", "base-uri 'self'", "form-action 'self'", "object-src 'none'"])
      expect(policy(answer)).toContain(rule);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("x-frame-options")).toBe("DENY");
    expect(answer.headers.get("referrer-policy")).toBe("same-origin");
  });
});
