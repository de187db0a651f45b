import * as z from "zod";

/** One setting that is wrong, in words that never hold its value. */
export type ConfigProblem = { variable: string; reason: string };

export type GitAuth =
  | { kind: "token"; token: string }
  | { kind: "app"; appId: string; privateKey: string; installationId: number };

export type Config = {
  demo: boolean;
  logLevel: string;
  web: { url: string; secret: string };
  database: { url: string; ownerUrl: string | null };
  argocd: { name: string; url: string; token: string; caFile: string | null; insecure: boolean }[];
  git: {
    apiUrl: string;
    webUrl: string;
    repository: string;
    branch: string;
    auth: GitAuth;
    webhookSecret: string | null;
    pollSeconds: number;
  };
  pipelinePath: string;
  signIn: {
    demo: boolean;
    github: { clientId: string; clientSecret: string; webUrl: string; apiUrl: string } | null;
    oidc: { issuer: string; clientId: string; clientSecret: string; groupsClaim: string; name: string } | null;
  };
  firstAdmin: string | null;
  firstAdminCodeHash: string | null;
};

type Environment = Readonly<Record<string, string | undefined>>;
type Read = {
  get(name: string): string | null;
  url(name: string): string | null;
  fail(variable: string, reason: string): void;
};

/** Reads the settings from an environment; every wrong one is told, none is guessed. */
export function readConfig(env: Environment): { ok: true; config: Config } | { ok: false; problems: ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const read = reader(env, problems);
  const demo = read.get("SLIPWAY_DEMO") === "1";
  const config: Config = {
    demo,
    logLevel: oneOf(read, "SLIPWAY_LOG", ["debug", "info", "warn", "error", "silent"], "info"),
    web: { url: required(read, "NEXTAUTH_URL", read.url("NEXTAUTH_URL")), secret: secretOf(read) },
    database: {
      url: required(read, "DATABASE_URL", read.get("DATABASE_URL")),
      ownerUrl: read.get("DATABASE_OWNER_URL"),
    },
    argocd: instancesOf(read),
    git: gitOf(read),
    pipelinePath: read.get("SLIPWAY_PIPELINE") ?? "environments/pipeline.yaml",
    signIn: { demo, github: githubSignIn(read), oidc: oidcSignIn(read) },
    firstAdmin: read.get("SLIPWAY_FIRST_ADMIN"),
    firstAdminCodeHash: read.get("SLIPWAY_FIRST_ADMIN_CODE_HASH"),
  };
  if (demo) checkDemo(config, read);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config };
}

function reader(env: Environment, problems: ConfigProblem[]): Read {
  const get = (name: string) => env[name]?.trim() || null;
  const fail = (variable: string, reason: string) => problems.push({ variable, reason });
  return {
    get,
    fail,
    url(name) {
      const text = get(name);
      if (text === null) return null;
      if (z.url({ protocol: /^https?$/ }).safeParse(text).success) return text.replace(/\/$/, "");
      fail(name, "is not an http or https address");
      return null;
    },
  };
}

function required(read: Read, variable: string, value: string | null): string {
  if (value === null && read.get(variable) === null) read.fail(variable, "is not set");
  return value ?? "";
}

function secretOf(read: Read): string {
  const secret = required(read, "NEXTAUTH_SECRET", read.get("NEXTAUTH_SECRET"));
  if (secret !== "" && secret.length < 32) read.fail("NEXTAUTH_SECRET", "is shorter than 32 characters");
  return secret;
}

function oneOf(read: Read, variable: string, words: string[], otherwise: string): string {
  const word = read.get(variable) ?? otherwise;
  if (!words.includes(word)) read.fail(variable, `must be one of ${words.join(", ")}`);
  return word;
}

/** ARGOCD_URL and ARGOCD_TOKEN are the instance `default`; ARGOCD_INSTANCES=eu,us adds ARGOCD_EU_URL and so on. */
function instancesOf(read: Read): Config["argocd"] {
  const names = (read.get("ARGOCD_INSTANCES") ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  const wanted = [...(names.length === 0 || read.get("ARGOCD_URL") ? ["default"] : []), ...names];
  return wanted.map((name) => {
    const prefix = name === "default" ? "ARGOCD" : `ARGOCD_${name.toUpperCase().replace(/[^A-Z0-9]/g, "_")}`;
    return {
      name,
      url: required(read, `${prefix}_URL`, read.url(`${prefix}_URL`)),
      token: required(read, `${prefix}_TOKEN`, read.get(`${prefix}_TOKEN`)),
      caFile: read.get(`${prefix}_CA_FILE`),
      insecure: read.get(`${prefix}_INSECURE`) === "1",
    };
  });
}

function gitOf(read: Read): Config["git"] {
  const apiUrl = read.url("GITHUB_API_URL") ?? "https://api.github.com";
  const repository = required(read, "GITOPS_REPOSITORY", read.get("GITOPS_REPOSITORY"));
  if (repository !== "" && !/^[\w.-]+\/[\w.-]+$/.test(repository)) read.fail("GITOPS_REPOSITORY", "is not owner/name");
  const pollSeconds = Number(read.get("GITOPS_POLL_SECONDS") ?? 30);
  if (!Number.isInteger(pollSeconds) || pollSeconds < 1 || pollSeconds > 3_600)
    read.fail("GITOPS_POLL_SECONDS", "is not a whole number from 1 to 3600");
  return {
    apiUrl,
    webUrl:
      read.url("GITHUB_WEB_URL") ??
      (apiUrl === "https://api.github.com" ? "https://github.com" : apiUrl.replace(/\/api\/v3$/, "")),
    repository,
    branch: read.get("GITOPS_BRANCH") ?? "main",
    auth: gitAuth(read),
    webhookSecret: read.get("GITHUB_WEBHOOK_SECRET"),
    pollSeconds,
  };
}

function gitAuth(read: Read): GitAuth {
  const [token, appId, privateKey, installation] = [
    "GITHUB_TOKEN",
    "GITHUB_APP_ID",
    "GITHUB_APP_PRIVATE_KEY",
    "GITHUB_APP_INSTALLATION_ID",
  ].map(read.get);
  if (token) {
    if (appId) read.fail("GITHUB_TOKEN", "is set together with GITHUB_APP_ID: use one of them");
    return { kind: "token", token };
  }
  if (!appId && !privateKey && !installation)
    read.fail("GITHUB_TOKEN", "is not set, nor is GITHUB_APP_ID with its key");
  else {
    if (!appId) read.fail("GITHUB_APP_ID", "is not set, but another App setting is");
    if (!privateKey) read.fail("GITHUB_APP_PRIVATE_KEY", "is not set, but another App setting is");
    if (!installation || !/^\d+$/.test(installation))
      read.fail("GITHUB_APP_INSTALLATION_ID", "is not set or not a number");
  }
  return {
    kind: "app",
    appId: appId ?? "",
    privateKey: (privateKey ?? "").replaceAll("\\n", "\n"),
    installationId: Number(installation ?? 0),
  };
}

function githubSignIn(read: Read): Config["signIn"]["github"] {
  const pair = bothOrNone(read, "GITHUB_SIGNIN_ID", "GITHUB_SIGNIN_SECRET");
  if (!pair) return null;
  const webUrl = read.url("GITHUB_SIGNIN_WEB_URL") ?? "https://github.com";
  const apiUrl =
    read.url("GITHUB_SIGNIN_API_URL") ??
    (webUrl === "https://github.com" ? "https://api.github.com" : `${webUrl}/api/v3`);
  return { clientId: pair[0], clientSecret: pair[1], webUrl, apiUrl };
}

function oidcSignIn(read: Read): Config["signIn"]["oidc"] {
  const pair = bothOrNone(read, "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET");
  const issuer = read.url("OIDC_ISSUER");
  if (!pair && issuer) read.fail("OIDC_CLIENT_ID", "is not set, but OIDC_ISSUER is");
  if (pair && !issuer) read.fail("OIDC_ISSUER", "is not set, but OIDC_CLIENT_ID is");
  if (!pair || !issuer) return null;
  return {
    issuer,
    clientId: pair[0],
    clientSecret: pair[1],
    groupsClaim: read.get("OIDC_GROUPS_CLAIM") ?? "groups",
    name: read.get("OIDC_NAME") ?? "Company sign-in",
  };
}

function bothOrNone(read: Read, a: string, b: string): [string, string] | null {
  const [left, right] = [read.get(a), read.get(b)];
  if (left && right) return [left, right];
  if (left) read.fail(b, `is not set, but ${a} is`);
  if (right) read.fail(a, `is not set, but ${b} is`);
  return null;
}

/** Demo people may be anybody, so demo mode refuses everything that it did not start itself. */
function checkDemo(config: Config, read: Read) {
  const [argocd] = config.argocd;
  if (config.argocd.length !== 1 || argocd?.url !== read.url("SLIPWAY_DEMO_ARGOCD"))
    read.fail("SLIPWAY_DEMO", "is on, but ARGOCD_URL is not the Argo CD that the demo started");
  if (config.git.apiUrl !== read.url("SLIPWAY_DEMO_GIT"))
    read.fail("SLIPWAY_DEMO", "is on, but GITHUB_API_URL is not the Git host that the demo started");
}

let known: Config | null = null;

/** The process's settings. Throws one error that names every wrong variable. */
export function config(): Config {
  if (known) return known;
  const read = readConfig(process.env);
  if (!read.ok)
    throw new Error(`Slipway is not configured: ${read.problems.map((p) => `${p.variable} ${p.reason}.`).join(" ")}`);
  known = read.config;
  return known;
}
