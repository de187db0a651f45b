import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { endLeftovers, rememberParts } from "./leftovers.mjs";
import { onlyOne } from "./only-one.mjs";

const LIVES = `process.stdout.write("up"); setInterval(() => {}, 1000);`;
let dir: string;
let children: ChildProcess[];

beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), "slipway-leftovers-"));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(dir, { recursive: true, force: true });
});

/** A process whose command line ends with this name, as a part's does. */
async function running(name: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["-e", LIVES, name], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  await once(child.stdout, "data");
  return child;
}

describe("what a killed start left behind", () => {
  it("is ended, and no other process is", async () => {
    const worker = await running("dist/worker.mjs");
    const stranger = await running("somebody-elses.mjs");
    rememberParts(
      dir,
      [worker, stranger].map((child) => ({ pid: () => child.pid })),
    );
    const [ended] = await Promise.all([endLeftovers(dir), once(worker, "exit")]);
    expect(ended).toBe(1);
    expect(worker.signalCode).toBe("SIGTERM");
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  });

  it("may be nothing", async () => {
    expect(await endLeftovers(dir)).toBe(0);
  });
});

describe("the lock of a start", () => {
  const lock = () => path.join(dir, "start.pid");

  it("is taken, and given back", () => {
    const release = onlyOne(dir);
    expect(Number(readFileSync(lock(), "utf8"))).toBe(process.pid);
    release();
    expect(existsSync(lock())).toBe(false);
  });

  it("of a start that runs is respected, in a sentence", async () => {
    const other = await running("scripts/start.mjs");
    writeFileSync(lock(), String(other.pid));
    expect(() => onlyOne(dir)).toThrow(`runs on this data already (process ${other.pid})`);
    expect(Number(readFileSync(lock(), "utf8"))).toBe(other.pid);
  });

  it("of a dead process, or of another program with its number, does not count", async () => {
    const dead = await running("scripts/start.mjs");
    dead.kill("SIGKILL");
    await once(dead, "exit");
    const stranger = await running("somebody-elses.mjs");
    for (const child of [dead, stranger]) {
      writeFileSync(lock(), String(child.pid));
      onlyOne(dir);
      expect(Number(readFileSync(lock(), "utf8"))).toBe(process.pid);
    }
  });
});
