import path from "node:path";
import { beginning, seedOfThen } from "./make-history.mjs";
import { startPart } from "./parts.mjs";
import { isFree, keptPort } from "./ports.mjs";
import { program } from "./programs.mjs";
import { Sentence } from "./say.mjs";

/** The demo's own Git host and Argo CD; their ports are kept, since the demo's repository holds its own address. */
export async function startDemoServices({ options, dataDir, logDir, secrets, web, add }) {
  const gitPort = await ownPort(dataDir, "git", 4801, "Git host");
  const argocdPort = await ownPort(dataDir, "argocd", 4901, "Argo CD");
  const git = `http://127.0.0.1:${gitPort}`;
  const argocd = `http://127.0.0.1:${argocdPort}`;
  const cloneUrl = `${git}/linq/gitops.git`;
  const applications = String(options.applications);
  const startAt = beginning(dataDir)?.toISOString();
  const gitEnv = {
    GIT_HOST_PORT: String(gitPort),
    GIT_HOST_DATA: path.join(dataDir, "git-host"),
    GIT_HOST_SEED: startAt ? seedOfThen(dataDir) : path.join(dataDir, "seed"),
    ...(startAt ? { GIT_HOST_START_AT: startAt } : {}),
    GIT_HOST_TOKENS: `${secrets.git}=slipway[bot]`,
    GIT_HOST_WEBHOOKS: `${argocd}/api/webhook|${secrets.webhook},${web}/api/webhooks/github|${secrets.webhook}`,
  };
  const argocdEnv = {
    ARGOCD_SIM_PORT: String(argocdPort),
    ARGOCD_SIM_DATA: path.join(dataDir, "argocd"),
    ARGOCD_SIM_REPOSITORY: cloneUrl,
    ARGOCD_SIM_TOKENS: `${secrets.argocd}=dashboard,${secrets.argocdAdmin}=admin`,
    ARGOCD_SIM_WEBHOOK_SECRET: secrets.webhook,
    ARGOCD_SIM_APPLICATIONS: applications,
    ...(startAt ? { ARGOCD_SIM_START_AT: startAt } : {}),
  };
  await add("Git host, simulated", (onRestart) =>
    startPart({ name: "git-host", ...program("git-host", options), env: gitEnv, logDir, onRestart }),
  );
  await add("Argo CD, simulated", (onRestart) =>
    startPart({ name: "argocd", ...program("argocd", options), env: argocdEnv, logDir, onRestart }),
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

async function ownPort(dataDir, name, wanted, what) {
  const port = await keptPort(dataDir, name, wanted);
  if (await isFree(port)) return port;
  throw new Sentence(
    `Port ${port} of the simulated ${what} is taken by another program. Free it, or begin anew with --reset.`,
  );
}
