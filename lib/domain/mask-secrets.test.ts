import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskSecrets } from "./mask-secrets";

const random = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6";

describe("a secret in a text", () => {
  it.each([
    ["a service token of ours", `slipway_${random}`],
    ["a GitHub token", `remote: ghp_${random} is bad`],
    ["a fine-grained GitHub token", `github_pat_11AB_${random}`],
    ["a GitLab token", `glpat-${random}`],
    ["a Slack token", `xoxb-1-${random}`],
    ["an Authorization header", `Authorization: Bearer ${random}`],
    ["the same in small letters", `authorization: bearer ${random}`],
    ["a password in an address", `cannot fetch https://bot:${random}@git.example/x.git`],
    ["a password in a database's address", `postgres://slipway:${random}@db/x`],
    ["a JSON web token", `eyJhbGciOiJIUzI1NiJ9.${random}.${random}`],
    ["a private key", `-----BEGIN RSA PRIVATE KEY-----\n${random}\n-----END RSA PRIVATE KEY-----`],
    ["a private key that was cut", `-----BEGIN PRIVATE KEY-----\n${random}`],
  ])("is masked: %s", (_name, text) => {
    expect(maskSecrets(text)).not.toContain(random);
    expect(maskSecrets(text)).toContain("••••••");
  });

  it("takes nothing else with it", () => {
    const text = `pulled https://git.example/x.git at ${"c".repeat(40)}; Basic auth is off; token authentication-failed; token expired: sha256:${"0".repeat(64)}`;
    expect(maskSecrets(text)).toBe(text);
  });

  it("is masked once and for all", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const once = maskSecrets(`${before} ghp_${random} ${after}`);
        expect(once).not.toContain(random);
        expect(maskSecrets(once)).toBe(once);
      }),
    );
  });
});
