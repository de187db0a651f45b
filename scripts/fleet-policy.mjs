import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const FILE = "environments/pipeline.yaml";

/** Over so many environments the simulator spreads its fleet. */
export const FLEET_ENVIRONMENTS = 40;

/** Pushes a policy that gives the simulator's fleet its environments, unless the repository's has them already. */
export async function claimFleet(cloneUrl, environments = FLEET_ENVIRONMENTS) {
  const dir = mkdtempSync(path.join(os.tmpdir(), "slipway-fleet-"));
  const git = (...args) => run("git", ["-C", dir, "-c", "commit.gpgsign=false", ...args], { timeout: 30_000 });
  try {
    await git("clone", "--quiet", "--depth", "1", cloneUrl, ".");
    const file = path.join(dir, FILE);
    const policy = readFileSync(file, "utf8");
    if (policy.includes(`name: ${fleetEnvironment(1)}`)) return;
    await git("config", "user.name", "Ada Brandt");
    await git("config", "user.email", "ada@linq.example");
    writeFileSync(file, withFleet(policy, environments));
    await git("commit", "--quiet", "-am", "Give the fleet its environments");
    await git("push", "--quiet");
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The policy with the fleet's environments after its own, each fed by the one before. */
export function withFleet(policy, environments = FLEET_ENVIRONMENTS) {
  const next = policy.search(/^sign-in:/m);
  if (next < 0) throw new Error(`${FILE} has no sign-in: the fleet's environments have no place to stand.`);
  const fleet = Array.from({ length: environments }, (_, index) => environment(index + 1)).join("");
  return `${policy.slice(0, next)}${fleet}\n${policy.slice(next)}`;
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
