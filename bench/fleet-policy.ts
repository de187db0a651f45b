import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
export const FLEET_ENVIRONMENTS = 40;
const FILE = "environments/pipeline.yaml";

/** Pushes a policy that puts the simulator's fleet in forty environments, each fed by the one before. */
export async function claimFleet(cloneUrl: string): Promise<void> {
  const dir = mkdtempSync(path.join(os.tmpdir(), "slipway-bench-clone-"));
  const git = (...args: string[]) =>
    run("git", ["-C", dir, "-c", "commit.gpgsign=false", ...args], { timeout: 30_000 });
  try {
    await git("clone", "--quiet", cloneUrl, ".");
    await git("config", "user.name", "Ada Brandt");
    await git("config", "user.email", "ada@linq.example");
    const file = path.join(dir, FILE);
    writeFileSync(file, withFleet(readFileSync(file, "utf8")));
    await git("commit", "--quiet", "-am", "Put the fleet in forty environments");
    await git("push", "--quiet");
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The policy with the fleet's environments after its own. */
export function withFleet(policy: string): string {
  const next = policy.search(/^sign-in:/m);
  if (next < 0) throw new Error(`${FILE} has no sign-in: the fleet's environments have no place to stand.`);
  const environments = Array.from({ length: FLEET_ENVIRONMENTS }, (_, index) => environment(index + 1)).join("");
  return `${policy.slice(0, next)}${environments}\n${policy.slice(next)}`;
}

function fleetEnvironment(number: number): string {
  return `fleet-${String(number).padStart(2, "0")}`;
}

function environment(number: number): string {
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
