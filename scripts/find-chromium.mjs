import { accessSync, constants } from "node:fs";
import { run } from "./install.mjs";
import { Sentence, saying } from "./say.mjs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
const PLAYWRIGHT = "node_modules/@playwright/test/cli.js";
const INSTALL_MS = 180_000;

/** A Chromium to test with: one that is here, else Playwright's, else Debian's; else a sentence that says what to do. */
export async function findChromium() {
  const named = process.env.PLAYWRIGHT_CHROMIUM;
  if (named) {
    if (runs(named)) return named;
    throw new Sentence(`PLAYWRIGHT_CHROMIUM names ${named}, and there is no such program.`);
  }
  const known = await present();
  if (known) return known;
  await attempt("Chromium, through Playwright", () =>
    run(process.execPath, [PLAYWRIGHT, "install", "chromium"], { timeoutMs: INSTALL_MS }),
  );
  const downloaded = await present();
  if (downloaded) return downloaded;
  if (process.getuid?.() === 0 && process.platform === "linux")
    await attempt("Chromium, through apt", async () => {
      await run("apt-get", ["update"], { timeoutMs: INSTALL_MS });
      await run("apt-get", ["install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"], {
        env: { DEBIAN_FRONTEND: "noninteractive" },
        timeoutMs: INSTALL_MS,
      });
    });
  const installed = await present();
  if (installed) return installed;
  throw new Sentence(
    "There is no Chromium to test with, and none could be installed. Install Chromium or Chrome, or name one in PLAYWRIGHT_CHROMIUM.",
  );
}

async function present() {
  const { chromium } = await import("@playwright/test");
  return [...PLACES, chromium.executablePath()].find(runs) ?? null;
}

function runs(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** One way of several: that it failed is said by the next one, or by the sentence at the end. */
async function attempt(what, work) {
  await saying(what, work).catch(() => undefined);
}
