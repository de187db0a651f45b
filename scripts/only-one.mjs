import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Sentence } from "./say.mjs";

/** Refuses a second start on the same data. A lock that a dead process left does not count. */
export function onlyOne(dataDir) {
  const file = path.join(dataDir, "start.pid");
  mkdirSync(dataDir, { recursive: true });
  const pid = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  if (pid && pid !== process.pid && isAlive(pid))
    throw new Sentence(
      `Slipway runs from this folder already (process ${pid}). Stop it with Ctrl-C in its terminal, or give another --data DIR.`,
    );
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
