import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { findChromium } from "./find-chromium.mjs";
import { tool } from "./run-steps.mjs";

/** One product, one test after the other: on a small machine they take a while. */
const MOST_MS = 40 * 60_000;

/** Playwright against the whole product, which its global set-up starts. */
export async function runBrowserTests(args = []) {
  const chromium = await findChromium();
  const dir = mkdtempSync(path.join(os.tmpdir(), "slipway-e2e-report-"));
  const report = path.join(dir, "playwright.json");
  try {
    const { code, output } = await tool("node_modules/@playwright/test/cli.js", ["test", ...args], {
      env: { PLAYWRIGHT_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      timeoutMs: MOST_MS,
    });
    return { ...playwrightCounts(report, code), output };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function playwrightCounts(report, code) {
  try {
    const { stats } = JSON.parse(readFileSync(report, "utf8"));
    const passed = stats.expected + stats.flaky;
    const failed = stats.unexpected;
    return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
