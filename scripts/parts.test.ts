import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startPart } from "./parts.mjs";

let logDir: string;
let part: ReturnType<typeof startPart> | null;
beforeEach(() => {
  logDir = mkdtempSync(path.join(os.tmpdir(), "slipway-parts-"));
  part = null;
});
afterEach(async () => {
  await part?.stop();
  rmSync(logDir, { recursive: true, force: true });
});

function partOf(program: string, onRestart = () => {}) {
  return startPart({
    name: "part",
    command: process.execPath,
    args: ["-e", program],
    env: { WORD: "hello" },
    logDir,
    onRestart,
  });
}

const LIVES = `console.log(process.env.WORD); console.log("ready http://127.0.0.1:1"); setInterval(() => {}, 1000);`;

describe("a part", () => {
  it("is ready when it says so, and its words are in its log", async () => {
    part = partOf(LIVES);
    await part.ready;
    await part.stop();
    expect(readFileSync(path.join(logDir, "part.log"), "utf8")).toContain("hello");
  });

  it("that dies before it is ready is told with its own words, and not started again", async () => {
    part = partOf(`console.error("ARGOCD_TOKEN is not set"); process.exit(1);`);
    await expect(part.ready).rejects.toThrow("ARGOCD_TOKEN is not set");
  });

  it("that is killed runs again", async () => {
    let tell = () => {};
    const restarted = new Promise<void>((resolve) => {
      tell = resolve;
    });
    part = partOf(LIVES, () => tell());
    await part.ready;
    const first = part.pid();
    process.kill(first ?? 0, "SIGKILL");
    await restarted;
    expect(part.pid()).not.toBe(first);
  });
});
