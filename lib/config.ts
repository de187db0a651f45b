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
    oidc: {
      issuer: string;
      clientId: string;
      clientSecret: string;
      scope: string;
      groupsClaim: string;
      name: string;
    } | null;
  };
  /** Where signed heads of the audit go, and the key that signs them; null: none are made. */
  anchors: { dir: string; keyFile: string } | null;
  firstAdmin: string | null;
  firstAdminCodeHash: string | null;
};

type Environment = Readonly<Record<string, string | undefined>>;
type Read = {
  get(name: string): string | null;
  /** An http or https address without a slash at its end; null when it is not set or wrong. */
  url(name: string): string | null;
  flag(name: string): boolean;
  fail(variable: string, reason: string): void;
};

const POLICY = "environments/pipeline.yaml";
const INSIDE = /^(?!\/)(?!.*(^|\/)\.\.?(\/|$)).+$/;
const OWNER_AND_NAME = /^(?!\.+\/)[\w.-]+\/(?!\.+$)[\w.-]+$/;
const BRANCH = /^(?![-/.])[^\s~^:?*[\]\\]+$/;
const PEM_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Reads the settings from an environment; every wrong one is told, none is guessed. */
export function readConfig(env: Environment): { ok: true; config: Config } | { ok: false; problems: ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const read = reader(env, problems);
  const demo = read.flag("SLIPWAY_DEMO");
  const config: Config = {
    demo,
    logLevel: oneOf(read, "SLIPWAY_LOG", ["debug", "info", "warn", "error", "silent"], "info"),
    web: { url: required(read, "NEXTAUTH_URL", read.url("NEXTAUTH_URL")), secret: secretOf(read) },
    database: {
      url: required(read, "DATABASE_URL", databaseUrl(read, "DATABASE_URL")),
      ownerUrl: databaseUrl(read, "DATABASE_OWNER_URL"),
    },
    argocd: instancesOf(read),
    git: gitOf(read),
    pipelinePath: shaped(read, "SLIPWAY_PIPELINE", INSIDE, "is not a path inside the repository") ?? POLICY,
    signIn: { demo, github: githubSignIn(read), oidc: oidcSignIn(read) },
    anchors: anchorsOf(read),
    firstAdmin: read.get("SLIPWAY_FIRST_ADMIN"),
    firstAdminCodeHash: shaped(
      read,
      "SLIPWAY_FIRST_ADMIN_CODE_HASH",
      /^[\da-f]{64}$/i,
      "is not a SHA-256 in hexadecimal",
    ),
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
      const wrong = text === null ? null : faultOfAddress(text);
      if (wrong !== null) fail(name, wrong);
      return text === null || wrong !== null ? null : new URL(text).href.replace(/\/+$/, "");
    },
    flag(name) {
      const text = get(name) ?? "0";
      if (text !== "0" && text !== "1") fail(name, "must be 1 or 0");
      return text === "1";
    },
  };
}

/** Addresses become links and log lines, so nothing secret may stand in one. */
function faultOfAddress(text: string): string | null {
  if (!/^https?:\/\//i.test(text) || !z.url().safeParse(text).success) return "is not an http or https address";
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return "holds a user name or password; leave them out";
  if (url.search !== "" || url.hash !== "") return "has a query or a fragment; leave them out";
  return null;
}

function databaseUrl(read: Read, variable: string): string | null {
  const text = read.get(variable);
  if (text === null || z.url({ protocol: /^postgres(ql)?$/ }).safeParse(text).success) return text;
  read.fail(variable, "is not a postgresql address (what is unusual in its password must be percent-encoded)");
  return null;
}

/** The text when it has the form; otherwise the reason is told. */
function shaped(read: Read, variable: string, form: RegExp, reason: string): string | null {
  const text = read.get(variable);
  if (text !== null && !form.test(text)) read.fail(variable, reason);
  return text;
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
  const named = (read.get("ARGOCD_INSTANCES") ?? "").split(",").map((name) => name.trim());
  const names = named.filter((name) => name !== "" && name !== "default");
  if (names.some((name) => !/^[a-z\d]+(-[a-z\d]+)*$/i.test(name)))
    read.fail("ARGOCD_INSTANCES", "has a name that is not of letters, digits and single dashes");
  if (new Set(names.map(prefixOf)).size !== names.length) read.fail("ARGOCD_INSTANCES", "has a name twice");
  const hasDefault = names.length === 0 || read.get("ARGOCD_URL") !== null || read.get("ARGOCD_TOKEN") !== null;
  return [...(hasDefault ? ["default"] : []), ...names].map((name) => {
    const prefix = prefixOf(name);
    return {
      name,
      url: required(read, `${prefix}_URL`, read.url(`${prefix}_URL`)),
      token: required(read, `${prefix}_TOKEN`, read.get(`${prefix}_TOKEN`)),
      caFile: read.get(`${prefix}_CA_FILE`),
      insecure: read.flag(`${prefix}_INSECURE`),
    };
  });
}

function prefixOf(instance: string): string {
  return instance === "default" ? "ARGOCD" : `ARGOCD_${instance.toUpperCase().replaceAll("-", "_")}`;
}

function gitOf(read: Read): Config["git"] {
  const apiUrl = read.url("GITHUB_API_URL") ?? "https://api.github.com";
  const repository = shaped(read, "GITOPS_REPOSITORY", OWNER_AND_NAME, "is not owner/name");
  const pollSeconds = Number(read.get("GITOPS_POLL_SECONDS") ?? 30);
  if (!Number.isInteger(pollSeconds) || pollSeconds < 1 || pollSeconds > 3_600)
    read.fail("GITOPS_POLL_SECONDS", "is not a whole number from 1 to 3600");
  return {
    apiUrl,
    webUrl:
      read.url("GITHUB_WEB_URL") ??
      (apiUrl === "https://api.github.com" ? "https://github.com" : apiUrl.replace(/\/api\/v3$/, "")),
    repository: required(read, "GITOPS_REPOSITORY", repository),
    branch: shaped(read, "GITOPS_BRANCH", BRANCH, "is not the name of a branch") ?? "main",
    auth: gitAuth(read),
    webhookSecret: read.get("GITHUB_WEBHOOK_SECRET"),
    pollSeconds,
  };
}

const APP = ["GITHUB_APP_ID", "GITHUB_APP_PRIVATE_KEY", "GITHUB_APP_INSTALLATION_ID"];

function gitAuth(read: Read): GitAuth {
  const token = read.get("GITHUB_TOKEN");
  const app = APP.find((name) => read.get(name) !== null);
  if (token !== null && app) read.fail("GITHUB_TOKEN", `is set together with ${app}: use a token or an App`);
  if (token !== null) return { kind: "token", token };
  if (!app) read.fail("GITHUB_TOKEN", "is not set, nor is GITHUB_APP_ID with its key");
  const [appId = "", key = "", installation = ""] = allOrNone(read, APP) ?? [];
  const privateKey = key.replaceAll("\\n", "\n");
  if (key !== "" && !PEM_KEY.test(privateKey)) read.fail("GITHUB_APP_PRIVATE_KEY", "is not a private key in PEM form");
  if (installation !== "" && !/^\d{1,15}$/.test(installation))
    read.fail("GITHUB_APP_INSTALLATION_ID", "is not a number");
  return { kind: "app", appId, privateKey, installationId: Number(installation) };
}

function githubSignIn(read: Read): Config["signIn"]["github"] {
  const [clientId, clientSecret] = allOrNone(read, ["GITHUB_SIGNIN_ID", "GITHUB_SIGNIN_SECRET"]) ?? [];
  if (!clientId || !clientSecret) return null;
  const webUrl = read.url("GITHUB_SIGNIN_WEB_URL") ?? "https://github.com";
  const apiUrl =
    read.url("GITHUB_SIGNIN_API_URL") ??
    (webUrl === "https://github.com" ? "https://api.github.com" : `${webUrl}/api/v3`);
  return { clientId, clientSecret, webUrl, apiUrl };
}

function oidcSignIn(read: Read): Config["signIn"]["oidc"] {
  const issuer = read.url("OIDC_ISSUER");
  const [, clientId, clientSecret] = allOrNone(read, ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"]) ?? [];
  if (!issuer || !clientId || !clientSecret) return null;
  return {
    issuer,
    clientId,
    clientSecret,
    scope:
      shaped(read, "OIDC_SCOPE", /^(.+ )?openid( .+)?$/, "does not ask for openid") ?? "openid email profile groups",
    groupsClaim: read.get("OIDC_GROUPS_CLAIM") ?? "groups",
    name: read.get("OIDC_NAME") ?? "Company sign-in",
  };
}

function anchorsOf(read: Read): Config["anchors"] {
  const [dir, keyFile] = allOrNone(read, ["AUDIT_ANCHOR_DIR", "AUDIT_SIGNING_KEY_FILE"]) ?? [];
  return dir && keyFile ? { dir, keyFile } : null;
}

/** What belongs together: all of it, or null; each that is missing beside another is told. */
function allOrNone(read: Read, variables: string[]): string[] | null {
  const present = variables.find((name) => read.get(name) !== null);
  if (!present) return null;
  const values = variables.map((name) => read.get(name));
  for (const [index, name] of variables.entries())
    if (values[index] === null) read.fail(name, `is not set, but ${present} is`);
  return values.every((value) => value !== null) ? values : null;
}

/** Demo people may be anybody, so demo mode refuses everything that it did not start itself on this machine. */
function checkDemo(config: Config, read: Read) {
  const [argocd] = config.argocd;
  if (config.argocd.length !== 1 || !argocd || !startedHere(argocd.url, read.url("SLIPWAY_DEMO_ARGOCD")))
    read.fail("SLIPWAY_DEMO", "is on, but ARGOCD_URL is not the Argo CD that the demo started");
  if (!startedHere(config.git.apiUrl, read.url("SLIPWAY_DEMO_GIT")))
    read.fail("SLIPWAY_DEMO", "is on, but GITHUB_API_URL is not the Git host that the demo started");
}

function startedHere(url: string, started: string | null): boolean {
  return url !== "" && url === started && /^(127(\.\d+){3}|\[::1\]|localhost)$/.test(new URL(url).hostname);
}

let known: Config | null = null;

/** The process's settings. Throws one error that names every wrong variable. */
export function config(): Config {
  if (known) return known;
  known = mustRead(process.env);
  return known;
}

/** The settings, or an error with a sentence for each wrong variable and the value of none. */
export function mustRead(env: Environment): Config {
  const read = readConfig(env);
  if (read.ok) return read.config;
  throw new Error(`Slipway is not configured: ${read.problems.map((p) => `${p.variable} ${p.reason}.`).join(" ")}`);
}
