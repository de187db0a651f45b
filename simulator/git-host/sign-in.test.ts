import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestHost, type TestHost } from "./git-host.test-support";
import { exchanged, member, OAUTH, pressed, signInToken } from "./sign-in.test-support";

let host: TestHost;
beforeAll(async () => {
  host = await startTestHost({ oauth: OAUTH });
});
afterAll(() => host.stop());

const { clientId: client_id, clientSecret: client_secret, callback } = OAUTH;
const ASKED = { client_id, redirect_uri: `${callback}/github`, scope: "read:user read:org", state: "st&ate" };
const code = async (login = "sam") => (await pressed(host, login, ASKED))?.searchParams.get("code") ?? "";

describe("signing in with the Git host", () => {
  it("shows who there is, and brings back a code and the state", async () => {
    const shown = await (await fetch(`${host.url}/login/oauth/authorize?${new URLSearchParams(ASKED)}`)).text();
    expect(shown).toContain("Sam Roth");
    expect(shown).not.toContain("[bot]");
    const back = await pressed(host, "sam", ASKED);
    expect(back?.href.startsWith(`${callback}/github?`)).toBe(true);
    expect(back?.searchParams.get("state")).toBe("st&ate");
    expect(back?.searchParams.get("code")).toMatch(/^[0-9a-f]{20}$/);
  });

  it("gives a token that is of who pressed, not of the first user", async () => {
    const { body } = await exchanged(host, { client_id, client_secret, code: await code("quinn") });
    expect(body).toMatchObject({ token_type: "bearer", scope: "read:user,read:org" });
    const own = (path: string) => host.api("GET", path, { token: body.access_token ?? "" });
    expect((await own("/user")).body).toMatchObject({ login: "quinn" });
    expect((await own("/user/orgs")).body).toMatchObject([{ login: "linq" }]);
    expect((await own("/user/teams")).body).toMatchObject([{ slug: "qa", organization: { login: "linq" } }]);
    expect((await own("/user/emails")).status).toBe(403);
  });

  it("says no with 200 and an error, as GitHub does", async () => {
    const used = await code();
    await exchanged(host, { client_id, client_secret, code: used });
    const refusals: [Record<string, string>, string][] = [
      [{ client_id, client_secret: "wrong", code: await code() }, "incorrect_client_credentials"],
      [{ client_id: "other", client_secret, code: await code() }, "incorrect_client_credentials"],
      [{ client_id, client_secret, code: used }, "bad_verification_code"],
      [{ client_id, client_secret, code: "made-up" }, "bad_verification_code"],
      [{ client_id, client_secret, code: await code(), redirect_uri: "http://evil.example/" }, "redirect_uri_mismatch"],
    ];
    for (const [form, error] of refusals) {
      const { status, body } = await exchanged(host, form);
      expect([status, body.error, body.access_token]).toEqual([200, error, undefined]);
    }
  });

  it("sends nobody elsewhere than was registered", async () => {
    for (const redirect_uri of ["http://evil.example/", `${callback}.evil.example/`, `${callback}evil`, "nonsense"]) {
      const back = await pressed(host, "sam", { ...ASKED, redirect_uri });
      expect(back?.href.startsWith(`${callback}?error=redirect_uri_mismatch`)).toBe(true);
    }
    expect(await pressed(host, "sam", { ...ASKED, client_id: "other" })).toBeNull();
    expect(await pressed(host, "nobody", ASKED)).toBeNull();
  });

  it("brings back that somebody would not", async () => {
    expect((await pressed(host, "", ASKED))?.searchParams.get("error")).toBe("access_denied");
  });

  it("is not there where no app is registered", async () => {
    const plain = await startTestHost();
    expect(await pressed(plain, "sam", ASKED)).toBeNull();
    expect((await exchanged(plain, { client_id, client_secret, code: "x" })).body.error).toBe(
      "incorrect_client_credentials",
    );
    await plain.stop();
  });
});

describe("organisations and teams", () => {
  it("change on demand: who leaves the organisation leaves its teams", async () => {
    const token = await signInToken(host, "noor", "read:org");
    const teams = async () => (await host.api("GET", "/user/teams", { token })).body;
    expect(await teams()).toMatchObject([{ slug: "sre" }]);
    expect(await member(host, "noor", true, "qa")).toBe(200);
    expect(await teams()).toMatchObject([{ slug: "qa" }, { slug: "sre" }]);
    expect(await member(host, "noor", false)).toBe(200);
    expect(await teams()).toEqual([]);
    expect((await host.api("GET", "/orgs/linq/memberships/noor")).status).toBe(404);
    expect(await member(host, "noor", true)).toBe(200);
    expect((await host.api("GET", "/orgs/linq/memberships/noor")).status).toBe(200);
  });

  it("are paged, and unknown ones are not there", async () => {
    const page = await host.api("GET", "/orgs/linq/members?per_page=3&page=2");
    expect(page.body).toHaveLength(3);
    expect(page.headers.get("link")).toContain('rel="next"');
    for (const path of ["/orgs/other/members", "/orgs/linq/teams/other/members", "/orgs/other/teams"])
      expect((await host.api("GET", path)).status).toBe(404);
  });

  it("change only for who means a simulator, and only what there is", async () => {
    const url = `${host.url}/simulator/organisations`;
    const body = JSON.stringify({ organisation: "linq", login: "sam", member: false });
    expect((await fetch(url, { method: "POST", body })).status).toBe(400);
    expect(await member(host, "nobody", true)).toBe(400);
    expect(await member(host, "sam", true, "no-such-team")).toBe(400);
  });
});
