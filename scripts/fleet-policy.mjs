import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const FILE = "environments/pipeline.yaml";

/** Over so many environments the simulator spreads its fleet. */
export const FLEET_ENVIRONMENTS = 40;

/**
 * Pushes a policy that gives the simulator's fleet its environments, as far as the repository's lacks them; then it waits
 * for approval. Gives whether there was anything to push.
 */
export async function claimFleet(cloneUrl, environments = FLEET_ENVIRONMENTS) {
  const dir = mkdtempSync(path.join(os.tmpdir(), "slipway-fleet-"));
  const git = (...args) => run("git", ["-C", dir, "-c", "commit.gpgsign=false", ...args], { timeout: 30_000 });
  try {
    await git("clone", "--quiet", "--depth", "1", cloneUrl, ".");
    const file = path.join(dir, FILE);
    const policy = readFileSync(file, "utf8");
    const claimed = withFleet(policy, environments);
    if (claimed === policy) return false;
    await git("config", "user.name", "Ada Brandt");
    await git("config", "user.email", "ada@linq.example");
    writeFileSync(file, claimed);
    await git("commit", "--quiet", "-am", "Give the fleet its environments");
    await git("push", "--quiet");
    return true;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The policy with those of the fleet's environments that it lacks after its own, each fed by the one before. */
export function withFleet(policy, environments = FLEET_ENVIRONMENTS) {
  const next = policy.search(/^sign-in:/m);
  if (next < 0) throw new Error(`${FILE} has no sign-in: the fleet's environments have no place to stand.`);
  const missing = Array.from({ length: environments }, (_, index) => index + 1).filter(
    (number) => !names(policy, fleetEnvironment(number)),
  );
  if (missing.length === 0) return policy;
  return `${policy.slice(0, next)}${missing.map(environment).join("")}\n${policy.slice(next)}`;
}

function names(policy, environment) {
  return new RegExp(String.raw`^[^#\n]*\bname:\s*["']?${environment}(?![\w-])`, "m").test(policy);
}

function fleetEnvironment(number) {
  return `fleet-${String(number).padStart(2, "0")}`;
}

function environment(number) {
  const name = fleetEnvironment(number);
  const from = number > 1 ? `    from: ${fleetEnvironment(number - 1)}\n` : "";
  return `
  - name: ${name}
    short: ${name}
${from}    values: environments/{environment}/{application}.yaml
    version: image.tag
    applications: { selector: "environment=${name}" }
    sync: manual
`;
}
