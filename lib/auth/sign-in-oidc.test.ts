import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Pipeline } from "@/lib/domain/pipeline";
import type { Identity } from "@/lib/domain/policy";
import { authOptions } from "./auth-options";
import { testBrowser } from "./browser.test-support";
import { listening, type Running } from "./http.test-support";
import { nextAuthServer } from "./next-auth-server.test-support";
import { CLIENT, realProvider } from "./oidc-provider.test-support";
import { sessionIn } from "./session-cookie";

const SECRET = "a-secret-of-at-least-thirty-two-characters";
const HOME = "/environments/dev-env-1";
const POLICY = {
  name: "LINQ",
  signIn: { github: null, oidc: { domains: ["linq.example"], groups: [] } },
  roles: [],
} as unknown as Pipeline;

let idp: Running;
let web: Running;
let elsewhere: Running;
let client: { id: string; secret: string };
let open: Identity[];

beforeAll(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  web = await nextAuthServer(options);
  elsewhere = await listening(() => (_request, response) => void response.end());
  idp = await realProvider([`${web.origin}/api/auth/callback/oidc`]);
  vi.stubEnv("NEXTAUTH_URL", web.origin);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await Promise.all([web.close(), idp.close(), elsewhere.close()]);
});
beforeEach(() => {
  client = CLIENT;
  open = [];
});

const settings = () => ({
  web: { url: web.origin, secret: SECRET },
  signIn: {
    demo: false,
    github: null,
    oidc: {
      issuer: idp.origin,
      clientId: client.id,
      clientSecret: client.secret,
      scope: "openid email profile groups",
      groupsClaim: "groups",
      name: "Company",
    },
  },
  firstAdmin: null,
  firstAdminCodeHash: null,
});

function options() {
  return {
    ...authOptions({
      settings: settings(),
      currentPipeline: async () => POLICY,
      sessions: {
        begin: async (identity) => String(open.push(identity)),
        refuse: async () => {},
        leave: async () => {},
      },
    }),
    logger: { error() {}, warn() {}, debug() {} },
  };
}

type Browser = ReturnType<typeof testBrowser>;

async function who(browser: Browser): Promise<Identity | null> {
  const session = await sessionIn(browser.cookieHeader(), settings().web);
  return session === null ? null : (open[Number(session) - 1] ?? null);
}

/** Goes where it is sent until a page shows; `until` stops before a place is asked. */
async function goes(browser: Browser, from: string, until: (url: URL) => boolean): Promise<URL> {
  for (let at = new URL(from), steps = 0; steps < 12; steps++) {
    if (until(at)) return at;
    const location = (await browser.ask(at.href)).headers.get("location");
    if (location === null) return at;
    at = new URL(location, at);
  }
  throw new Error("too many redirects");
}

/** The way of a browser as far as the provider's answer, which it has not followed yet. */
async function answerFor(browser: Browser, login: string, change: (start: URL) => void = () => {}): Promise<URL> {
  const { csrfToken } = (await (await browser.ask(`${web.origin}/api/auth/csrf`)).json()) as { csrfToken: string };
  const form = { csrfToken, callbackUrl: `${web.origin}${HOME}`, json: "true" };
  const { url } = (await (await browser.ask(`${web.origin}/api/auth/signin/oidc`, form)).json()) as { url: string };
  const start = new URL(url);
  change(start);
  const asks = await goes(browser, start.href, (at) => at.pathname.startsWith("/interaction/"));
  const pressed = await browser.ask(asks.href, { login });
  const next = new URL(pressed.headers.get("location") ?? "/none", asks);
  return goes(browser, next.href, (at) => at.origin === web.origin);
}

describe("sign-in with a published OpenID provider", () => {
  it.each([
    ["rita", "Rita Ley", ["platform", "developers"]],
    ["omar", "Omar Vik", ["developers"]],
  ])("%s comes in as themselves, with their groups", async (login, name, groups) => {
    const browser = testBrowser(web.origin);
    expect(await browser.follow((await answerFor(browser, login)).href)).toBe(HOME);
    expect(await who(browser)).toMatchObject({ id: `oidc:${login}`, name, groups, mail: `${login}@linq.example` });
  });

  it("asks with PKCE, state and nonce", async () => {
    const browser = testBrowser(web.origin);
    let asked = new URLSearchParams();
    await answerFor(browser, "rita", (start) => {
      asked = start.searchParams;
    });
    expect(asked.get("code_challenge_method")).toBe("S256");
    for (const name of ["code_challenge", "state", "nonce"]) expect(asked.get(name)?.length).toBeGreaterThan(20);
  });

  const changed: [string, (answer: URL) => void][] = [
    ["another state", (answer) => answer.searchParams.set("state", "another")],
    ["no state", (answer) => answer.searchParams.delete("state")],
    ["a made-up code", (answer) => answer.searchParams.set("code", "made-up")],
    ["another issuer", (answer) => answer.searchParams.set("iss", elsewhere.origin)],
  ];
  it.each(changed)("refuses an answer with %s", async (_what, change) => {
    const browser = testBrowser(web.origin);
    const answer = await answerFor(browser, "rita");
    change(answer);
    expect(await browser.follow(answer.href)).toContain("error=OAuthCallback");
    expect(await who(browser)).toBeNull();
  });

  it("refuses an answer to a question with another nonce, or another proof", async () => {
    for (const name of ["nonce", "code_challenge"]) {
      const browser = testBrowser(web.origin);
      const answer = await answerFor(browser, "rita", (start) => start.searchParams.set(name, "x".repeat(43)));
      expect(await browser.follow(answer.href)).toContain("error=OAuthCallback");
      expect(await who(browser)).toBeNull();
    }
  });

  it("refuses an answer that another browser asked for, and one that was used", async () => {
    const [own, other] = [testBrowser(web.origin), testBrowser(web.origin)];
    const answer = await answerFor(own, "rita");
    expect(await other.follow(answer.href)).toContain("error=OAuthCallback");
    const again = testBrowser(web.origin);
    const used = await answerFor(again, "omar");
    expect(await again.follow(used.href)).toBe(HOME);
    expect(await again.follow(used.href)).toContain("error=OAuthCallback");
    expect(await who(other)).toBeNull();
  });

  it("refuses with a wrong client secret, and whom the policy does not name", async () => {
    client = { ...CLIENT, secret: "wrong" };
    const first = testBrowser(web.origin);
    expect(await first.follow((await answerFor(first, "rita")).href)).toContain("error=OAuthCallback");
    client = CLIENT;
    const second = testBrowser(web.origin);
    expect(await second.follow((await answerFor(second, "eve")).href)).toContain("error=AccessDenied");
    expect([await who(first), await who(second)]).toEqual([null, null]);
  });

  it("is sent nowhere else by the provider, which knows our address", async () => {
    const asked = new URL(`${idp.origin}/auth`);
    asked.search = new URLSearchParams({
      client_id: CLIENT.id,
      redirect_uri: `${elsewhere.origin}/`,
      response_type: "code",
      scope: "openid",
    }).toString();
    const answer = await testBrowser(web.origin).ask(asked.href);
    expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
  });
});
