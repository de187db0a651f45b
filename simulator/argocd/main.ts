import { startArgoCd } from "./server";

function required(name: string): string {
  const value = process.env[name];
  if (value) return value;
  process.stderr.write(`${name} is not set\n`);
  process.exit(1);
}

function count(name: string): number {
  const text = process.env[name] ?? "0";
  if (/^\d+$/.test(text)) return Number(text);
  process.stderr.write(`${name} must be a whole number\n`);
  process.exit(1);
}

function tokens(text: string): { token: string; account: string }[] {
  return text.split(",").flatMap((entry) => {
    const at = entry.lastIndexOf("=");
    return at > 0 ? [{ token: entry.slice(0, at).trim(), account: entry.slice(at + 1).trim() }] : [];
  });
}

const server = await startArgoCd({
  port: count("ARGOCD_SIM_PORT"),
  dataDir: required("ARGOCD_SIM_DATA"),
  repository: { url: required("ARGOCD_SIM_REPOSITORY") },
  tokens: tokens(required("ARGOCD_SIM_TOKENS")),
  webhookSecret: process.env.ARGOCD_SIM_WEBHOOK_SECRET || undefined,
  fleet: count("ARGOCD_SIM_APPLICATIONS"),
  ...(process.env.ARGOCD_SIM_START_AT ? { startAt: new Date(process.env.ARGOCD_SIM_START_AT) } : {}),
});

let stopping = false;
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}

process.stdout.write(`ready ${server.url}\n`);
