import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { releaseIn } from "./release";

const folder = mkdtempSync(path.join(os.tmpdir(), "slipway-release-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("is the build's own name, and a word of its own where nothing was built", () => {
  expect(releaseIn(folder)).toBe("development");
  mkdirSync(path.join(folder, ".next"));
  writeFileSync(path.join(folder, ".next", "BUILD_ID"), "Xy12\n");
  expect(releaseIn(folder)).toBe("Xy12");
});
