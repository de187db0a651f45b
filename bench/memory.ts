import { execFileSync } from "node:child_process";

/** Resident memory of a process in MB. */
export function memoryMb(pid: number | undefined): number {
  if (pid === undefined) return Number.NaN;
  const kilobytes = execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
  return Number(kilobytes.trim()) / 1024;
}
