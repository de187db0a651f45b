import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const NAMES = ["session", "argocd", "argocdAdmin", "git", "webhook"];

/** Made once and kept where only this user reads; they reach the parts through their environment and are never printed. */
export function secretsIn(dataDir) {
  const file = path.join(dataDir, "secrets.json");
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const missing = NAMES.filter((name) => kept[name] === undefined);
  for (const name of missing) kept[name] = randomBytes(32).toString("base64url");
  if (missing.length > 0) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, JSON.stringify(kept), { mode: 0o600 });
  }
  return kept;
}
