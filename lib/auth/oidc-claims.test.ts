import { describe, expect, it } from "vitest";
import { allClaims, oidcIdentity } from "./oidc-claims";

const token = (claims: object) => `head.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.signature`;
const userinfo = (claims: object) => () => Promise.resolve(claims);
const notAsked = () => Promise.reject(new Error("userinfo was asked"));

describe("claims of an OpenID provider", () => {
  it("come from the ID token alone when it holds them", async () => {
    const full = { sub: "7", name: "Ada Brandt", email: "ada@linq.example", groups: ["platform"] };
    expect(await allClaims(token(full), "groups", notAsked)).toEqual(full);
  });

  it("come from userinfo where the token leaves them out", async () => {
    const more = userinfo({ sub: "7", name: "Ada", email: "ada@linq.example", email_verified: true, groups: ["a"] });
    const claims = await allClaims(token({ sub: "7", name: "Ada Brandt" }), "groups", more);
    expect(oidcIdentity(claims, "groups")).toMatchObject({
      name: "Ada Brandt",
      mail: "ada@linq.example",
      groups: ["a"],
    });
  });

  it("never join one source's address with the other's word that it is verified", async () => {
    const more = userinfo({ sub: "7", email: "x@linq.example", email_verified: true, groups: [] });
    const claims = await allClaims(
      token({ sub: "7", email: "ada@linq.example", email_verified: false }),
      "groups",
      more,
    );
    expect(oidcIdentity(claims, "groups").mail).toBeNull();
    const other = userinfo({ sub: "7", email: "x@linq.example", email_verified: false });
    const own = await allClaims(token({ sub: "7", email_verified: true }), "groups", other);
    expect(oidcIdentity(own, "groups").mail).toBeNull();
  });

  it("about somebody else are refused", async () => {
    const other = userinfo({ sub: "8", email: "ada@linq.example" });
    await expect(allClaims(token({ sub: "7" }), "groups", other)).rejects.toThrow("somebody else");
  });

  it("do without userinfo where the provider has none", async () => {
    expect(await allClaims(token({ sub: "7" }), "groups", null)).toEqual({ sub: "7" });
  });

  it("without a subject, or that are no claims, are refused", async () => {
    for (const text of [token({}), token({ sub: "" }), token({ sub: 7 }), "head.%%.x", ""])
      await expect(allClaims(text, "groups", null)).rejects.toThrow();
  });
});

describe("the person behind the claims", () => {
  it.each([
    [undefined, "ada@linq.example"],
    [true, "ada@linq.example"],
    [false, null],
    ["true", "ada@linq.example"],
    ["false", null],
  ])("an address that is verified: %j, counts as %j", async (email_verified, mail) => {
    const claims = await allClaims(token({ sub: "7", email: "ada@linq.example", email_verified }), "groups", null);
    expect(oidcIdentity(claims, "groups").mail).toBe(mail);
  });

  it("has the groups of the claim that is configured, and only words", async () => {
    const claims = await allClaims(token({ sub: "7", roles: ["sre", 7, null], groups: ["x"] }), "roles", null);
    expect(oidcIdentity(claims, "roles").groups).toEqual(["sre"]);
    expect(oidcIdentity({ sub: "7", groups: "sre" }, "groups").groups).toEqual([]);
  });

  it("has a name of some kind", () => {
    expect(oidcIdentity({ sub: "7", name: "", preferred_username: "ada" }, "groups")).toMatchObject({
      id: "oidc:7",
      name: "ada",
      login: "ada",
    });
    expect(oidcIdentity({ sub: "7" }, "groups").name).toBe("7");
  });
});
