import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { openBrowser } from "./browser";
import { start } from "./start-product";

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, "..");

export type FreshClone = { clonedS: number; openS: number; signedInS: number };

/** Clones what is committed here, runs `npm start`, and signs in with a browser: seconds since the clone began. */
export async function freshClone(): Promise<FreshClone> {
  const dir = mkdtempSync(path.join(os.tmpdir(), "slipway-bench-fresh-"));
  chmodSync(dir, 0o755); // as root, PostgreSQL runs as another user, who must be able to enter
  const begunMs = performance.now();
  const since = () => (performance.now() - begunMs) / 1000;
  const browser = await openBrowser();
  try {
    await run("git", ["clone", "--quiet", "--no-hardlinks", ROOT, path.join(dir, "slipway")]);
    const clonedS = since();
    const root = path.join(dir, "slipway");
    const product = await start({
      root,
      dataDir: path.join(root, ".data"),
      command: "npm",
      args: ["start", "--", "--port", "0"],
    });
    const openS = since();
    try {
      const page = await browser.newPage();
      await page.goto(product.addresses.web);
      await page.getByRole("button", { name: "Dana Ito" }).click();
      await page.locator("[data-cell]").first().waitFor();
      return { clonedS, openS, signedInS: since() };
    } finally {
      // npm does not hand every signal on: the start itself is asked to stop.
      process.kill(Number(readFileSync(path.join(root, ".data/start.pid"), "utf8")), "SIGTERM");
      await product.stop();
    }
  } finally {
    await browser.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
