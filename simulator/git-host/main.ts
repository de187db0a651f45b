import { movableClock } from "./clock";
import { startGitHost } from "./server";
import type { App, OAuthApp } from "./world";

/** "a=b,c=d" or "a|b,c|d" as pairs. */
function pairs(text: string | undefined, between: string): [string, string][] {
  return (text ?? "")
    .split(",")
    .filter(Boolean)
    .map((item) => {
      const at = item.indexOf(between);
      return [item.slice(0, at), item.slice(at + 1)];
    });
}

/** "id/installation" and the App's public key: who wants to try App credentials gives both. */
function app(ids: string | undefined, publicKey: string | undefined): { app?: App } {
  const [, id, installationId] = /^(\d+)\/(\d+)$/.exec(ids ?? "") ?? [];
  if (!id || !installationId || !publicKey) return {};
  return {
    app: {
      id: Number(id),
      slug: "slipway",
      publicKey: publicKey.replaceAll("\\n", "\n"),
      installationId: Number(installationId),
      login: "slipway[bot]",
    },
  };
}

/** "id|secret|callback" of what people sign in to with this host; the demo has none. */
function oauth(text: string | undefined): { oauth?: OAuthApp } {
  const [clientId, clientSecret, callback] = (text ?? "").split("|");
  return clientId && clientSecret && callback ? { oauth: { clientId, clientSecret, callback } } : {};
}

const dataDir = process.env.GIT_HOST_DATA ?? ".data/git-host";
const startAt = process.env.GIT_HOST_START_AT;
const host = await startGitHost({
  dataDir,
  clock: movableClock(dataDir, startAt ? new Date(startAt) : null),
  port: Number(process.env.GIT_HOST_PORT ?? 0),
  seed: {
    owner: "linq",
    name: "gitops",
    directory: process.env.GIT_HOST_SEED ?? ".",
    description: "What runs in every environment of the LINQ platform.",
  },
  tokens: pairs(process.env.GIT_HOST_TOKENS, "=").map(([token, login]) => ({ token, login })),
  webhooks: pairs(process.env.GIT_HOST_WEBHOOKS, "|").map(([url, secret]) => ({ url, secret })),
  trustLoopback: true,
  rateLimit: Number(process.env.GIT_HOST_RATE_LIMIT ?? 15_000),
  ...oauth(process.env.GIT_HOST_OAUTH),
  ...app(process.env.GIT_HOST_APP, process.env.GIT_HOST_APP_PUBLIC_KEY),
});
process.stdout.write(`ready ${host.url}\n`);
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, () => void host.close().then(() => process.exit(0)));
