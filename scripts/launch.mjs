import path from "node:path";
import { embeddedDb } from "./embedded-db.mjs";
import { root } from "./install.mjs";
import { migrate } from "./migrate.mjs";
import { startPart } from "./parts.mjs";
import { freePort, isFree, keptPort } from "./ports.mjs";
import { Sentence, say, saying } from "./say.mjs";
import { secretsIn } from "./secrets.mjs";

/** Database, simulators, worker, web: each waits for what it needs. Gives the addresses. */
export async function launch({ options, dataDir, parts }) {
  const secrets = secretsIn(dataDir);
  const logDir = path.join(dataDir, "logs");
  const webPort = await webPortFor(options);
  const web = `http://127.0.0.1:${webPort}`;
  const database = await databaseFor(dataDir, parts);
  await saying("migrations", () =>
    migrate({ url: database.ownerUrl, dir: path.join(root, "prisma/migrations"), log: () => {} }),
  );
  const outside = usesRealServices() ? {} : await startSimulators({ options, dataDir, secrets, web, logDir, parts });
  const env = {
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: "",
    NEXTAUTH_URL: process.env.NEXTAUTH_URL ?? web,
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET ?? secrets.session,
    NEXT_TELEMETRY_DISABLED: "1",
    ...outside.env,
  };
  parts.push(
    await saying("worker", () =>
      startPart({ name: "worker", ...program("worker", options), env, logDir, restart: true }),
    ),
  );
  parts.push(
    await saying("web", () =>
      startPart({
        name: "web",
        ...webProgram(options, webPort),
        env,
        logDir,
        restart: true,
        ready: /Ready in|✓ Ready/,
      }),
    ),
  );
  return {
    web,
    ...outside.addresses,
    pids: Object.fromEntries(parts.filter((part) => part.pid).map((part) => [part.name, part.pid()])),
  };
}

async function webPortFor(options) {
  if (options.port !== null && options.port !== 0) {
    if (!(await isFree(options.port)))
      throw new Sentence(`Port ${options.port} is taken. Give another with --port, or leave it out.`);
    return options.port;
  }
  const port = await freePort(options.port ?? 3000);
  if (options.port === null && port !== 3000) say(`  · port 3000 is taken; using ${port}`);
  return port;
}

/** A database of one's own by DATABASE_URL, else the embedded one. */
async function databaseFor(dataDir, parts) {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl } = process.env;
  if (url) return { url, ownerUrl: ownerUrl || url };
  const database = await saying("database", () => embeddedDb({ dir: dataDir }));
  parts.push({ name: "database", stop: database.stop });
  return database;
}

function usesRealServices() {
  const { ARGOCD_URL, GITOPS_REPOSITORY } = process.env;
  if (Boolean(ARGOCD_URL) !== Boolean(GITOPS_REPOSITORY))
    throw new Sentence(
      `${ARGOCD_URL ? "GITOPS_REPOSITORY" : "ARGOCD_URL"} is not set, but ${ARGOCD_URL ? "ARGOCD_URL" : "GITOPS_REPOSITORY"} is: set both for real services, or neither for the demo.`,
    );
  return Boolean(ARGOCD_URL);
}

/** The demo's own Git host and Argo CD; their ports are kept, since the demo's repository holds its own address. */
async function startSimulators({ options, dataDir, secrets, web, logDir, parts }) {
  const gitPort = await keptPort(dataDir, "git", 4801);
  const argocdPort = await keptPort(dataDir, "argocd", 4901);
  for (const [name, port] of [
    ["Git host", gitPort],
    ["Argo CD", argocdPort],
  ])
    if (!(await isFree(port)))
      throw new Sentence(
        `Port ${port} of the simulated ${name} is taken by another program. Free it, or begin anew with --reset.`,
      );
  const git = `http://127.0.0.1:${gitPort}`;
  const argocd = `http://127.0.0.1:${argocdPort}`;
  const cloneUrl = `${git}/linq/gitops.git`;
  const gitEnv = {
    GIT_HOST_PORT: String(gitPort),
    GIT_HOST_DATA: path.join(dataDir, "git-host"),
    GIT_HOST_SEED: root,
    GIT_HOST_TOKENS: `${secrets.git}=slipway[bot]`,
    GIT_HOST_WEBHOOKS: `${argocd}/api/webhook|${secrets.webhook},${web}/api/webhooks/github|${secrets.webhook}`,
    GIT_HOST_APPLICATIONS: String(options.applications),
  };
  const argocdEnv = {
    ARGOCD_SIM_PORT: String(argocdPort),
    ARGOCD_SIM_DATA: path.join(dataDir, "argocd"),
    ARGOCD_SIM_REPOSITORY: cloneUrl,
    ARGOCD_SIM_TOKENS: `${secrets.argocd}=dashboard,${secrets.argocdAdmin}=admin`,
    ARGOCD_SIM_WEBHOOK_SECRET: secrets.webhook,
    ARGOCD_SIM_APPLICATIONS: String(options.applications),
  };
  parts.push(
    await saying("Git host, simulated", () =>
      startPart({ name: "git-host", ...program("git-host", options), env: gitEnv, logDir, restart: true }),
    ),
  );
  parts.push(
    await saying("Argo CD, simulated", () =>
      startPart({ name: "argocd", ...program("argocd", options), env: argocdEnv, logDir, restart: true }),
    ),
  );
  return {
    addresses: { git, argocd, cloneUrl },
    env: {
      SLIPWAY_DEMO: "1",
      SLIPWAY_DEMO_ARGOCD: argocd,
      SLIPWAY_DEMO_GIT: `${git}/api/v3`,
      ARGOCD_URL: argocd,
      ARGOCD_TOKEN: secrets.argocd,
      GITHUB_API_URL: `${git}/api/v3`,
      GITHUB_WEB_URL: git,
      GITHUB_TOKEN: secrets.git,
      GITHUB_WEBHOOK_SECRET: secrets.webhook,
      GITOPS_REPOSITORY: "linq/gitops",
    },
  };
}

const SOURCES = {
  worker: "lib/worker/main.ts",
  "git-host": "simulator/git-host/main.ts",
  argocd: "simulator/argocd/main.ts",
};

function program(name, { dev }) {
  if (dev) return { command: process.execPath, args: ["--import", "tsx", SOURCES[name]] };
  return { command: process.execPath, args: ["--enable-source-maps", `dist/${name}.mjs`] };
}

function webProgram({ dev }, port) {
  const args = [
    "node_modules/next/dist/bin/next",
    dev ? "dev" : "start",
    "--hostname",
    "127.0.0.1",
    "--port",
    String(port),
  ];
  return { command: process.execPath, args };
}
