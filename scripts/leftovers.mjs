import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./install.mjs";

const WAIT_MS = 5_000;
const OURS =
  /next-server|next\/dist\/bin\/next|dist\/(worker|git-host|argocd)\.mjs|(lib\/worker|simulator\/[a-z-]+)\/main\.ts/;

/** Writes down which processes run, so that a start after a crash can end them. */
export function rememberParts(dataDir, parts) {
  const pids = parts.filter((part) => part.pid).map((part) => part.pid());
  writeFileSync(fileIn(dataDir), JSON.stringify(pids));
}

/** Ends what a start that was killed left behind; nothing that is not recognised as a part of ours is touched. */
export async function endLeftovers(dataDir) {
  if (process.platform === "win32" || !existsSync(fileIn(dataDir))) return 0;
  const left = JSON.parse(readFileSync(fileIn(dataDir), "utf8")).filter(isOurs);
  for (const pid of left) process.kill(pid, "SIGTERM");
  const until = Date.now() + WAIT_MS;
  while (left.some(isOurs) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
  for (const pid of left) if (isOurs(pid)) process.kill(pid, "SIGKILL");
  return left.length;
}

function fileIn(dataDir) {
  return path.join(dataDir, "parts.json");
}

/** By its command and, where the system tells, by the folder it runs in: process ids are used again. */
function isOurs(pid) {
  try {
    if (!OURS.test(execFileSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" }))) return false;
    return process.platform !== "linux" || readlinkSync(`/proc/${pid}/cwd`) === root;
  } catch {
    return false;
  }
}
