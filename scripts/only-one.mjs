import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Sentence } from "./say.mjs";

/** Refuses a second start on the same data. A lock that a dead process left does not count. Gives its release. */
export function onlyOne(dataDir) {
  const file = path.join(dataDir, "start.pid");
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  const release = () => rmSync(file, { force: true });
  if (take(file)) return release;
  const pid = Number(readFileSync(file, "utf8"));
  if (pid && pid !== process.pid && isStart(pid))
    throw new Sentence(
      `Slipway runs on this data already (process ${pid}). Stop it with Ctrl-C in its terminal, or give another --data DIR.`,
    );
  writeFileSync(file, String(process.pid));
  return release;
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** Alive, and what it runs is a start: process ids are used again. */
function isStart(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
  try {
    return execFileSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" }).includes("start.mjs");
  } catch {
    return true; // no ps: believe the lock
  }
}
