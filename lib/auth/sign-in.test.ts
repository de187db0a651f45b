import { createHash, randomUUID } from "node:crypto";
import type { AuthOptions } from "next-auth";
import { decode } from "next-auth/jwt";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Pipeline, SignIn } from "@/lib/domain/pipeline";
import type { Identity } from "@/lib/domain/policy";
import { authOptions } from "./auth-options";
import { testBrowser } from "./browser.test-support";
import { asUsual, gitHub } from "./github.test-support";
import type { Running } from "./http.test-support";
import { nextAuthServer } from "./next-auth-server.test-support";
import { honest, openIdProvider } from "./openid-provider.test-support";
import { sessionIn } from "./session-cookie";

const SECRET = "a-secret-of-at-least-thirty-two-characters";
const HOME = "/environments/dev-env-1";
const CODE = "let-me-in";

type Settings = Parameters<typeof authOptions>[0]["settings"];
const policy = (signIn: SignIn | null) => ({ name: "LINQ", signIn, roles: [] }) as unknown as Pipeline;
const LINQ = policy({
  github: { organisations: ["linq"] },
  oidc: { domains: ["linq.example"], groups: [] },
});

let idp: Awaited<ReturnType<typeof openIdProvider>>;
let github: Awaited<ReturnType<typeof gitHub>>;
let web: Running;
let pipeline: () => Promise<Pipeline | null>;
let settings: Settings;
let recorded: [string, string][];
let open: Map<string, Identity>;
let cannotRecord: boolean;

beforeAll(async () => {
  [idp, github] = await Promise.all([openIdProvider(), gitHub()]);
  web = await nextAuthServer(options);
  vi.stubEnv("NEXTAUTH_URL", web.origin);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([idp.close(), github.close(), web.close()]);
});
beforeEach(() => {
  Object.assign(idp.behaviour, honest());
  Object.assign(github.behaviour, asUsual());
  pipeline = async () => LINQ;
  recorded = [];
  open = new Map();
  cannotRecord = false;
  settings = {
    web: { url: web.origin, secret: SECRET },
    signIn: {
      demo: false,
      github: {
        clientId: github.client.id,
        clientSecret: github.client.secret,
        webUrl: github.origin,
        apiUrl: `${github.origin}/api/v3`,
      },
      oidc: {
        issuer: idp.origin,
        clientId: idp.client.id,
        clientSecret: idp.client.secret,
        scope: "openid email profile groups",
        groupsClaim: "groups",
        name: "Company",
      },
    },
    firstAdmin: null,
    firstAdminCodeHash: null,
  };
});

/** next-auth tells refusals on the console; here they are expected. */
function options(): AuthOptions {
  return {
    ...authOptions({
      settings,
      currentPipeline: () => pipeline(),
      sessions: {
        async begin(identity) {
          keep("signed-in", identity.name);
          const id = randomUUID();
          open.set(id, identity);
          return id;
        },
        refuse: async ({ actor, reason }) => keep("sign-in-refused", actor?.name ?? reason ?? ""),
        async leave(session) {
          keep("signed-out", open.get(session)?.name ?? "");
          open.delete(session);
        },
      },
    }),
    logger: { error() {}, warn() {}, debug() {} },
  };
}

function keep(kind: string, name: string): void {
  if (cannotRecord) throw new Error("the database is away");
  recorded.push([kind, name]);
}

/** Whom the session that the browser's cookie names stands for. */
async function who(browser: ReturnType<typeof testBrowser>): Promise<Identity | null> {
  const session = await sessionIn(browser.cookieHeader(), settings.web);
  return session === null ? null : (open.get(session) ?? null);
}

describe("sign-in with OpenID Connect, through next-auth", () => {
  it("lets in whom the policy names, with PKCE, state and nonce, and brings them back", async () => {
    const browser = testBrowser(web.origin);
    expect(await browser.signIn("oidc", {}, "signin")).toBe(HOME);
    expect(await who(browser)).toEqual({
      id: "oidc:7",
      name: "Ada Brandt",
      login: null,
      mail: "ada@linq.example",
      organisations: [],
      groups: ["platform"],
      provider: "oidc",
    });
  });

  it("reads userinfo where the ID token says too little", async () => {
    Object.assign(idp.behaviour, {
      claims: { sub: "7" },
      userinfo: { sub: "7", email: "ada@linq.example", groups: ["a"] },
    });
    const browser = testBrowser(web.origin);
    expect(await browser.signIn("oidc", {}, "signin")).toBe(HOME);
    expect(await who(browser)).toMatchObject({ mail: "ada@linq.example", groups: ["a"] });
  });

  const refused: [string, () => void, string][] = [
    [
      "another domain",
      () => {
        idp.behaviour.claims = { sub: "8", email: "eve@evil.example" };
      },
      "AccessDenied",
    ],
    [
      "an unverified address",
      () => {
        idp.behaviour.claims = { sub: "8", email: "eve@linq.example", email_verified: false };
      },
      "AccessDenied",
    ],
    [
      "no policy",
      () => {
        pipeline = async () => null;
      },
      "AccessDenied",
    ],
    [
      "a key that is not published",
      () => {
        idp.behaviour.foreignKey = true;
      },
      "OAuthCallback",
    ],
    [
      "a token of another sign-in",
      () => {
        idp.behaviour.otherNonce = true;
      },
      "OAuthCallback",
    ],
    [
      "a token for another client",
      () => {
        idp.behaviour.audience = "other";
      },
      "OAuthCallback",
    ],
    [
      "an expired token",
      () => {
        idp.behaviour.expired = true;
      },
      "OAuthCallback",
    ],
    [
      "userinfo about somebody else",
      () => Object.assign(idp.behaviour, { claims: { sub: "7" }, userinfo: { sub: "1" } }),
      "OAuthCallback",
    ],
    [
      "a wrong client secret",
      () => Object.assign(settings.signIn.oidc ?? {}, { clientSecret: "wrong" }),
      "OAuthCallback",
    ],
    [
      "a provider that is away",
      () => Object.assign(settings.signIn.oidc ?? {}, { issuer: "http://127.0.0.1:9" }),
      "OAuthSignin",
    ],
    ["a database that is away", () => (pipeline = () => Promise.reject(new Error("secret words"))), "Unavailable"],
  ];
  it.each(refused)("refuses %s", async (_name, arrange, error) => {
    arrange();
    const browser = testBrowser(web.origin);
    const end = await browser.signIn("oidc", {}, "signin");
    expect(new URL(end, web.origin).searchParams.get("error")).toBe(error);
    expect(end).toMatch(/^\/sign-in\?/);
    expect(await who(browser)).toBeNull();
  });

  it("refuses an answer that this browser did not ask for", async () => {
    const [asking, other] = [testBrowser(web.origin), testBrowser(web.origin)];
    const { csrfToken } = (await (await asking.ask(`${web.origin}/api/auth/csrf`)).json()) as { csrfToken: string };
    const form = { csrfToken, json: "true" };
    const start = (await (await asking.ask(`${web.origin}/api/auth/signin/oidc`, form)).json()) as { url: string };
    const back = (await asking.ask(start.url)).headers.get("location") ?? "";
    expect(await other.follow(back)).toContain("error=OAuthCallback");
    expect(await who(other)).toBeNull();
  });
});

describe("sign-in with GitHub, through next-auth", () => {
  it("lets in a member of the organisation named, with organisations and teams as groups", async () => {
    const browser = testBrowser(web.origin);
    expect(await browser.signIn("github", {}, "signin")).toBe(HOME);
    expect(await who(browser)).toEqual({
      id: "github:42",
      name: "Ada Brandt",
      login: "ada",
      mail: null,
      organisations: ["linq"],
      groups: ["linq", "linq/platform"],
      provider: "github",
    });
  });

  it("reads every page of organisations and teams", async () => {
    github.behaviour.organisations = [...Array.from({ length: 130 }, (_, index) => `org-${index}`), "linq"];
    const browser = testBrowser(web.origin);
    expect(await browser.signIn("github", {}, "signin")).toBe(HOME);
    expect((await who(browser))?.organisations).toHaveLength(131);
  });

  it.each([403, 404])("goes on without teams where they may not be read (%i)", async (status) => {
    github.behaviour.teams.status = status;
    const browser = testBrowser(web.origin);
    expect(await browser.signIn("github", {}, "signin")).toBe(HOME);
    expect((await who(browser))?.groups).toEqual(["linq"]);
  });

  const refused: [string, () => void, string][] = [
    [
      "who is in none of the organisations",
      () => {
        github.behaviour.organisations = ["other"];
      },
      "AccessDenied",
    ],
    [
      "everybody while there is no policy",
      () => {
        pipeline = async () => null;
      },
      "AccessDenied",
    ],
    ["a GitHub that fails half way", () => (github.behaviour.teams.status = 500), "OAuthCallback"],
    [
      "a failed exchange, even where any token is taken",
      () => {
        github.behaviour.lenient = true;
        Object.assign(settings.signIn.github ?? {}, { clientSecret: "wrong" });
      },
      "OAuthCallback",
    ],
  ];
  it.each(refused)("refuses %s", async (_name, arrange, error) => {
    arrange();
    const browser = testBrowser(web.origin);
    const end = await browser.signIn("github", {}, "signin");
    expect(end).toMatch(/^\/sign-in\?/);
    expect(new URL(end, web.origin).searchParams.get("error")).toBe(error);
    expect(await who(browser)).toBeNull();
  });

  it("lets the first administrator in while there is no policy", async () => {
    pipeline = async () => null;
    settings.firstAdmin = "ada";
    const browser = testBrowser(web.origin);
    expect(await browser.signIn("github", {}, "signin")).toBe(HOME);
  });
});

describe("demo people and the one-time code", () => {
  it("a demo person signs in by one press, in the demo", async () => {
    settings.signIn.demo = true;
    const browser = testBrowser(web.origin);
    expect(await browser.signIn("demo", { login: "dana" })).toBe(HOME);
    expect(await who(browser)).toMatchObject({ id: "demo:dana", groups: ["linq/developers"] });
    expect(await browser.signIn("demo", { login: "dana", callbackUrl: "https://evil.example/" })).toBe("/");
  });

  it("the cookie names a session and says nothing else of anybody", async () => {
    settings.signIn.demo = true;
    const browser = testBrowser(web.origin);
    await browser.signIn("demo", { login: "ada" });
    const token = await decode({ token: browser.jar.get("next-auth.session-token") ?? "", secret: SECRET });
    expect(Object.keys(token ?? {}).sort()).toEqual(["exp", "iat", "jti", "session"]);
    const told = await (await browser.ask(`${web.origin}/api/auth/session`)).json();
    expect(Object.keys(told as object)).toEqual(["expires"]);
    expect(await who(browser)).toMatchObject({ id: "demo:ada" });
  });

  it("nobody signs in as one elsewhere, nor as somebody who is not one", async () => {
    const browser = testBrowser(web.origin);
    expect(await browser.signIn("demo", { login: "dana" })).toBe("answered 400");
    expect(await who(browser)).toBeNull();
    settings.signIn.demo = true;
    expect(await browser.signIn("demo", { login: "root" })).toContain("error=CredentialsSignin");
    expect(await who(browser)).toBeNull();
  });

  it("nobody signs in without this browser's own token against forged posts", async () => {
    settings.signIn.demo = true;
    const browser = testBrowser(web.origin);
    const forged = await browser.ask(`${web.origin}/api/auth/callback/demo`, { login: "dana", csrfToken: "x" });
    expect(forged.headers.get("location")).toContain("/signin?csrf=true");
    expect(await who(browser)).toBeNull();
  });

  it("the code lets one in until a policy names somebody", async () => {
    settings.firstAdminCodeHash = createHash("sha256").update(CODE).digest("hex");
    const [first, late] = [testBrowser(web.origin), testBrowser(web.origin)];
    pipeline = async () => null;
    expect(await first.signIn("first-admin", { code: "wrong" })).toContain("error=CredentialsSignin");
    expect(await first.signIn("first-admin", { code: "" })).toContain("error=CredentialsSignin");
    expect(await who(first)).toBeNull();
    const wrong = ["sign-in-refused", "The one-time code was wrong."];
    expect(recorded).toEqual([wrong, wrong]);
    expect(await first.signIn("first-admin", { code: CODE })).toBe(HOME);
    expect(await who(first)).toMatchObject({ provider: "first-admin" });
    pipeline = async () => LINQ;
    expect(await late.signIn("first-admin", { code: CODE })).toContain("error=AccessDenied");
    expect(await who(late)).toBeNull();
  });
});

describe("the record of sign-ins", () => {
  const asDemo = () => {
    settings = { ...settings, signIn: { ...settings.signIn, demo: true } };
  };

  it("holds who came, who was not let in, and who left", async () => {
    asDemo();
    const browser = testBrowser(web.origin);
    await browser.signIn("demo", { login: "sam" });
    await browser.signOut();
    expect(await who(browser)).toBeNull();
    idp.behaviour.claims = { sub: "8", email: "eve@evil.example", name: "Eve" };
    await testBrowser(web.origin).signIn("oidc", {}, "signin");
    expect(recorded).toEqual([
      ["signed-in", "Sam Roth"],
      ["signed-out", "Sam Roth"],
      ["sign-in-refused", "Eve"],
    ]);
  });

  it("is a condition: whoever cannot be recorded is not let in, and is told that it is not their fault", async () => {
    asDemo();
    cannotRecord = true;
    const browser = testBrowser(web.origin);
    expect(await browser.signIn("demo", { login: "sam" })).toBe("/sign-in?error=Unavailable");
    expect(await who(browser)).toBeNull();
  });

  it("holds for a wrong code too, and the reason stays inside", async () => {
    settings.firstAdminCodeHash = createHash("sha256").update(CODE).digest("hex");
    cannotRecord = true;
    expect(await testBrowser(web.origin).signIn("first-admin", { code: "wrong" })).toBe("/sign-in?error=Unavailable");
  });

  it("does not keep anybody from leaving", async () => {
    asDemo();
    const browser = testBrowser(web.origin);
    await browser.signIn("demo", { login: "sam" });
    cannotRecord = true;
    await browser.signOut();
    expect(await who(browser)).toBeNull();
  });
});
