import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Sentence, saying } from "./say.mjs";

const root = path.resolve(import.meta.dirname, "..");
const stamp = path.join(root, "node_modules/.slipway-lock");

/** Refuses a Node that is too old and a machine without git, in a sentence. */
export function checkMachine() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new Sentence(`Slipway needs Node 20.19 or later; this is ${process.versions.node}.`);
  if (spawnSync("git", ["--version"]).status !== 0)
    throw new Sentence("Slipway needs git, and there is none on the path. Install it and try again.");
}

/** Installs from the lock file, unless exactly that lock file is installed already. */
export async function install() {
  const lock = createHash("sha256")
    .update(readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  if (!isInstalled())
    await saying("installing packages from the lock file", () =>
      run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { shell: process.platform === "win32" }),
    );
  writeFileSync(stamp, lock);
}

/** Whether somebody's own `npm ci` put here exactly what the lock file names; what other platforms need may be absent. */
function isInstalled() {
  const record = path.join(root, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(([place, { version, optional, devOptional }]) => {
    if (place === "") return true;
    const found = installed[place];
    return found ? found.version === version : Boolean(optional || devOptional);
  });
}

/** Runs a program to its end; its output is shown only when it fails. */
export function run(command, args, { env = {}, cwd = root, shell = false, timeoutMs } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      shell,
      timeout: timeoutMs,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output = (output + chunk).slice(-60_000);
      });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) return resolve(output);
      reject(Object.assign(new Sentence(`${command} ${args.slice(0, 2).join(" ")} failed:\n${output}`), { output }));
    });
  });
}

export { root };
