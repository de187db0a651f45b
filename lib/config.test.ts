import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mustRead, readConfig } from "./config";

type Env = Record<string, string | undefined>;

const REAL: Env = {
  NEXTAUTH_URL: "https://slipway.example",
  NEXTAUTH_SECRET: "s".repeat(32),
  DATABASE_URL: "postgresql://slipway:word@db.example:5432/slipway",
  ARGOCD_URL: "https://argocd.example/argo",
  ARGOCD_TOKEN: "argocd-token",
  GITOPS_REPOSITORY: "linq/gitops",
  GITHUB_TOKEN: "git-token",
};
const DEMO: Env = {
  ...REAL,
  SLIPWAY_DEMO: "1",
  ARGOCD_URL: "http://127.0.0.1:4100",
  SLIPWAY_DEMO_ARGOCD: "http://127.0.0.1:4100",
  GITHUB_API_URL: "http://127.0.0.1:4200/api/v3",
  SLIPWAY_DEMO_GIT: "http://127.0.0.1:4200/api/v3",
};
const KEY = "-----BEGIN RSA PRIVATE KEY-----\\nabc\\n-----END RSA PRIVATE KEY-----";
const APP: Env = {
  GITHUB_TOKEN: undefined,
  GITHUB_APP_ID: "77",
  GITHUB_APP_PRIVATE_KEY: KEY,
  GITHUB_APP_INSTALLATION_ID: "900",
};
const OIDC: Env = { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "slipway", OIDC_CLIENT_SECRET: "oidc-secret" };

const told = (env: Env): string[] => {
  const read = readConfig(env);
  return read.ok ? [] : read.problems.map((problem) => `${problem.variable} ${problem.reason}`);
};

describe("settings that are right", () => {
  it("need little: the rest has defaults", () => {
    const settings = mustRead(REAL);
    expect(settings).toMatchObject({
      demo: false,
      logLevel: "info",
      web: { url: "https://slipway.example", secret: "s".repeat(32) },
      database: { ownerUrl: null },
      git: {
        apiUrl: "https://api.github.com",
        webUrl: "https://github.com",
        repository: "linq/gitops",
        branch: "main",
        auth: { kind: "token", token: "git-token" },
        webhookSecret: null,
        pollSeconds: 30,
      },
      pipelinePath: "environments/pipeline.yaml",
      signIn: { demo: false, github: null, oidc: null },
      firstAdmin: null,
      firstAdminCodeHash: null,
    });
    expect(settings.argocd).toEqual([
      { name: "default", url: "https://argocd.example/argo", token: "argocd-token", caFile: null, insecure: false },
    ]);
  });

  it("name several Argo CDs, with or without a default one", () => {
    const both: Env = {
      ARGOCD_INSTANCES: "eu, us-east",
      ARGOCD_EU_URL: "https://eu.example/",
      ARGOCD_EU_TOKEN: "t1",
      ARGOCD_EU_CA_FILE: "/etc/ca.pem",
      ARGOCD_US_EAST_URL: "https://us.example",
      ARGOCD_US_EAST_TOKEN: "t2",
      ARGOCD_US_EAST_INSECURE: "1",
    };
    expect(mustRead({ ...REAL, ...both }).argocd.map((one) => one.name)).toEqual(["default", "eu", "us-east"]);
    expect(mustRead({ ...REAL, ...both, ARGOCD_URL: "", ARGOCD_TOKEN: "" }).argocd).toEqual([
      { name: "eu", url: "https://eu.example", token: "t1", caFile: "/etc/ca.pem", insecure: false },
      { name: "us-east", url: "https://us.example", token: "t2", caFile: null, insecure: true },
    ]);
    expect(mustRead({ ...REAL, ARGOCD_INSTANCES: "default" }).argocd).toHaveLength(1);
  });

  it("take an App instead of a token, with its key on one line", () => {
    expect(mustRead({ ...REAL, ...APP }).git.auth).toEqual({
      kind: "app",
      appId: "77",
      privateKey: "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----",
      installationId: 900,
    });
  });

  it("find the pages of a GitHub Enterprise beside its API, for the repository and for sign-in", () => {
    const enterprise = mustRead({
      ...REAL,
      GITHUB_API_URL: "https://git.example/api/v3/",
      GITHUB_SIGNIN_ID: "id",
      GITHUB_SIGNIN_SECRET: "secret",
      GITHUB_SIGNIN_WEB_URL: "https://git.example",
    });
    expect(enterprise.git.webUrl).toBe("https://git.example");
    expect(enterprise.signIn.github).toEqual({
      clientId: "id",
      clientSecret: "secret",
      webUrl: "https://git.example",
      apiUrl: "https://git.example/api/v3",
    });
  });

  it("let the scope and the groups claim of an OpenID provider be said", () => {
    expect(mustRead({ ...REAL, ...OIDC }).signIn.oidc).toMatchObject({
      scope: "openid email profile groups",
      groupsClaim: "groups",
    });
    const own = { ...OIDC, OIDC_SCOPE: "openid email", OIDC_GROUPS_CLAIM: "roles", OIDC_NAME: "Entra" };
    expect(mustRead({ ...REAL, ...own }).signIn.oidc).toMatchObject({
      scope: "openid email",
      groupsClaim: "roles",
      name: "Entra",
    });
  });

  it("let demo people in only in the demo", () => {
    expect(mustRead(DEMO)).toMatchObject({ demo: true, signIn: { demo: true } });
    expect(mustRead({ ...DEMO, SLIPWAY_DEMO: "0" })).toMatchObject({ demo: false, signIn: { demo: false } });
  });
});

describe("a wrong or half configuration is told by the variable", () => {
  const cases: [string, Env, string[]][] = [
    ["no address of our own", { NEXTAUTH_URL: undefined }, ["NEXTAUTH_URL is not set"]],
    ["blank counts as unset", { NEXTAUTH_URL: "  " }, ["NEXTAUTH_URL is not set"]],
    ["no secret", { NEXTAUTH_SECRET: "" }, ["NEXTAUTH_SECRET is not set"]],
    ["a short secret", { NEXTAUTH_SECRET: "short" }, ["NEXTAUTH_SECRET is shorter than 32 characters"]],
    ["no database", { DATABASE_URL: undefined }, ["DATABASE_URL is not set"]],
    ["an Argo CD without its token", { ARGOCD_TOKEN: undefined }, ["ARGOCD_TOKEN is not set"]],
    ["a token without its Argo CD", { ARGOCD_URL: undefined }, ["ARGOCD_URL is not set"]],
    ["an address without a scheme", { ARGOCD_URL: "argocd.example" }, ["ARGOCD_URL is not an http or https address"]],
    ["another scheme", { ARGOCD_URL: "ftp://argocd.example" }, ["ARGOCD_URL is not an http or https address"]],
    [
      "an address that carries a password",
      { ARGOCD_URL: "https://me:word@argocd.example" },
      ["ARGOCD_URL holds a user name or password; leave them out"],
    ],
    [
      "an address with a query",
      { GITHUB_API_URL: "https://git.example/api/v3?x=1" },
      ["GITHUB_API_URL has a query or a fragment; leave them out"],
    ],
    ["a flag in words", { ARGOCD_INSECURE: "true" }, ["ARGOCD_INSECURE must be 1 or 0"]],
    [
      "a named Argo CD without its settings",
      { ARGOCD_INSTANCES: "eu" },
      ["ARGOCD_EU_URL is not set", "ARGOCD_EU_TOKEN is not set"],
    ],
    [
      "a name that makes no variable",
      { ARGOCD_INSTANCES: "e u", "ARGOCD_E U_URL": "https://a.example", "ARGOCD_E U_TOKEN": "t" },
      ["ARGOCD_INSTANCES has a name that is not of letters, digits and single dashes"],
    ],
    [
      "one name twice",
      { ARGOCD_INSTANCES: "eu,EU", ARGOCD_EU_URL: "https://a.example", ARGOCD_EU_TOKEN: "t" },
      ["ARGOCD_INSTANCES has a name twice"],
    ],
    [
      "a default token beside named ones",
      {
        ARGOCD_URL: undefined,
        ARGOCD_INSTANCES: "eu",
        ARGOCD_EU_URL: "https://eu.example",
        ARGOCD_EU_TOKEN: "t",
      },
      ["ARGOCD_URL is not set"],
    ],
    ["no repository", { GITOPS_REPOSITORY: undefined }, ["GITOPS_REPOSITORY is not set"]],
    ["a repository's address", { GITOPS_REPOSITORY: "https://x/linq/gitops" }, ["GITOPS_REPOSITORY is not owner/name"]],
    ["a repository that leads elsewhere", { GITOPS_REPOSITORY: "../gitops" }, ["GITOPS_REPOSITORY is not owner/name"]],
    ["no branch's name", { GITOPS_BRANCH: "a b" }, ["GITOPS_BRANCH is not the name of a branch"]],
    [
      "an interval that is none",
      { GITOPS_POLL_SECONDS: "soon" },
      ["GITOPS_POLL_SECONDS is not a whole number from 1 to 3600"],
    ],
    ["a policy outside", { SLIPWAY_PIPELINE: "../x.yaml" }, ["SLIPWAY_PIPELINE is not a path inside the repository"]],
    ["a policy at a root", { SLIPWAY_PIPELINE: "/x.yaml" }, ["SLIPWAY_PIPELINE is not a path inside the repository"]],
    [
      "no credentials for Git",
      { GITHUB_TOKEN: undefined },
      ["GITHUB_TOKEN is not set, nor is GITHUB_APP_ID with its key"],
    ],
    [
      "an App without its key",
      { ...APP, GITHUB_APP_PRIVATE_KEY: undefined },
      ["GITHUB_APP_PRIVATE_KEY is not set, but GITHUB_APP_ID is"],
    ],
    [
      "an App's key alone",
      { ...APP, GITHUB_APP_ID: undefined, GITHUB_APP_INSTALLATION_ID: undefined },
      [
        "GITHUB_APP_ID is not set, but GITHUB_APP_PRIVATE_KEY is",
        "GITHUB_APP_INSTALLATION_ID is not set, but GITHUB_APP_PRIVATE_KEY is",
      ],
    ],
    [
      "a key that is none",
      { ...APP, GITHUB_APP_PRIVATE_KEY: "key" },
      ["GITHUB_APP_PRIVATE_KEY is not a private key in PEM form"],
    ],
    [
      "an installation's name",
      { ...APP, GITHUB_APP_INSTALLATION_ID: "linq" },
      ["GITHUB_APP_INSTALLATION_ID is not a number"],
    ],
    [
      "a token and an App",
      { GITHUB_APP_ID: "77" },
      ["GITHUB_TOKEN is set together with GITHUB_APP_ID: use a token or an App"],
    ],
    [
      "a token and an App's key",
      { GITHUB_APP_PRIVATE_KEY: KEY },
      ["GITHUB_TOKEN is set together with GITHUB_APP_PRIVATE_KEY: use a token or an App"],
    ],
    [
      "GitHub sign-in without its secret",
      { GITHUB_SIGNIN_ID: "id" },
      ["GITHUB_SIGNIN_SECRET is not set, but GITHUB_SIGNIN_ID is"],
    ],
    [
      "GitHub sign-in without its id",
      { GITHUB_SIGNIN_SECRET: "secret" },
      ["GITHUB_SIGNIN_ID is not set, but GITHUB_SIGNIN_SECRET is"],
    ],
    [
      "an issuer alone",
      { OIDC_ISSUER: "https://id.example" },
      ["OIDC_CLIENT_ID is not set, but OIDC_ISSUER is", "OIDC_CLIENT_SECRET is not set, but OIDC_ISSUER is"],
    ],
    ["no issuer", { ...OIDC, OIDC_ISSUER: undefined }, ["OIDC_ISSUER is not set, but OIDC_CLIENT_ID is"]],
    ["a wrong issuer", { ...OIDC, OIDC_ISSUER: "id.example" }, ["OIDC_ISSUER is not an http or https address"]],
    ["a scope without openid", { ...OIDC, OIDC_SCOPE: "email profile" }, ["OIDC_SCOPE does not ask for openid"]],
    [
      "the code itself instead of its hash",
      { SLIPWAY_FIRST_ADMIN_CODE_HASH: "let-me-in" },
      ["SLIPWAY_FIRST_ADMIN_CODE_HASH is not a SHA-256 in hexadecimal"],
    ],
    ["an unknown log level", { SLIPWAY_LOG: "loud" }, ["SLIPWAY_LOG must be one of debug, info, warn, error, silent"]],
    ["demo in words", { SLIPWAY_DEMO: "yes" }, ["SLIPWAY_DEMO must be 1 or 0"]],
  ];
  it.each(cases)("%s", (_name, change, expected) => {
    expect(told({ ...REAL, ...change })).toEqual(expected);
  });

  it.each(["db.example/slipway", "mysql://db.example/slipway", "postgresql://u:p#w@db.example/slipway"])(
    "a database that is no postgresql address: %s",
    (text) => {
      const reason = "is not a postgresql address (what is unusual in its password must be percent-encoded)";
      expect(told({ ...REAL, DATABASE_URL: text })).toEqual([`DATABASE_URL ${reason}`]);
      expect(told({ ...REAL, DATABASE_OWNER_URL: text })).toEqual([`DATABASE_OWNER_URL ${reason}`]);
    },
  );

  it("tells all of it at once, in one error", () => {
    expect(() => mustRead({ ...REAL, NEXTAUTH_SECRET: "short", ARGOCD_TOKEN: "" })).toThrow(
      "Slipway is not configured: NEXTAUTH_SECRET is shorter than 32 characters. ARGOCD_TOKEN is not set.",
    );
  });
});

describe("the demo refuses what it did not start", () => {
  const argocd = "SLIPWAY_DEMO is on, but ARGOCD_URL is not the Argo CD that the demo started";
  const git = "SLIPWAY_DEMO is on, but GITHUB_API_URL is not the Git host that the demo started";
  const cases: [string, Env, string[]][] = [
    ["another Argo CD", { ARGOCD_URL: "https://argocd.example" }, [argocd]],
    ["another port", { ARGOCD_URL: "http://127.0.0.1:4101" }, [argocd]],
    ["an unmarked Argo CD", { SLIPWAY_DEMO_ARGOCD: undefined }, [argocd]],
    [
      "a marked one elsewhere",
      { ARGOCD_URL: "https://argocd.example", SLIPWAY_DEMO_ARGOCD: "https://argocd.example" },
      [argocd],
    ],
    [
      "a name that only looks local",
      { ARGOCD_URL: "http://127.0.0.1.example", SLIPWAY_DEMO_ARGOCD: "http://127.0.0.1.example" },
      [argocd],
    ],
    [
      "a second Argo CD",
      { ARGOCD_INSTANCES: "eu", ARGOCD_EU_URL: "http://127.0.0.1:4100", ARGOCD_EU_TOKEN: "t" },
      [argocd],
    ],
    ["GitHub itself", { GITHUB_API_URL: undefined }, [git]],
    [
      "a marked Git host elsewhere",
      { GITHUB_API_URL: "https://git.example", SLIPWAY_DEMO_GIT: "https://git.example" },
      [git],
    ],
    ["no Argo CD at all", { ARGOCD_URL: undefined }, ["ARGOCD_URL is not set", argocd]],
  ];
  it.each(cases)("%s", (_name, change, expected) => {
    expect(told({ ...DEMO, ...change })).toEqual(expected);
  });
});

/** Every variable that some way of configuring reads. */
function variablesRead(): string[] {
  const seen = new Set<string>();
  const watching = (env: Env) =>
    new Proxy(env, {
      get(target, name) {
        seen.add(String(name));
        return target[String(name)];
      },
    });
  const full = { ...OIDC, GITHUB_SIGNIN_ID: "id", GITHUB_SIGNIN_SECRET: "secret" };
  for (const env of [{ ...REAL, ...full }, { ...REAL, ...APP, ...full }, DEMO]) readConfig(watching(env));
  return [...seen];
}

describe("documentation and secrecy", () => {
  it(".env.example names every variable that is read, and no other", () => {
    const example = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
    const documented = [...example.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1] ?? "");
    expect(documented.toSorted()).toEqual(variablesRead().toSorted());
  });

  it("no value of any variable is ever told", () => {
    const names = [...variablesRead(), "ARGOCD_EU_URL", "ARGOCD_EU_TOKEN"];
    // A mark that no sentence of ours contains, in shapes that pass some checks and fail others.
    const value = fc
      .tuple(
        fc.constantFrom("", "https://", "https://u:p@", "postgresql://", "a/", "-----BEGIN PRIVATE KEY-----"),
        fc.nat(),
      )
      .map(([start, n]) => `${start}zq${n}zq`);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), fc.boolean(), (env, demo) => {
        const all: Env = { ...env, ...(demo ? { SLIPWAY_DEMO: "1", ARGOCD_INSTANCES: "eu" } : {}) };
        const read = readConfig(all);
        expect(read.ok).toBe(false);
        expect(JSON.stringify(read)).not.toContain("zq");
        expect(() => mustRead(all)).toThrow(/^(?!.*zq)/s);
      }),
      { numRuns: 500 },
    );
  });
});
