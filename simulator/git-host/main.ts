import { movableClock } from "./clock";
import { startGitHost } from "./server";

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
  loopbackPush: true,
});
process.stdout.write(`ready ${host.url}\n`);
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, () => void host.close().then(() => process.exit(0)));
