#!/usr/bin/env node
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "./build.mjs";
import { findChromium } from "./find-chromium.mjs";
import { withTags } from "./history-plan.mjs";
import { root } from "./install.mjs";
import { launch } from "./launch.mjs";
import { PICTURES, STORY } from "./picture-list.mjs";
import { endWith, saying } from "./say.mjs";

const FOLDER = path.join(root, "docs/pictures");
const SIZE = { width: 1360, height: 850 };

/** `npm run pictures`: starts a demo of its own, lets the story happen in it, and photographs what the documents show. */
async function main() {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "slipway-pictures-"));
  chmodSync(dataDir, 0o755); // as root, PostgreSQL runs as another user, who must be able to enter
  const parts = [];
  try {
    await build();
    const options = { port: 0, applications: 0, dev: false };
    const addresses = await launch({ options, real: false, dataDir, parts, onChange() {} });
    await saying("what the pictures tell", () => tell(addresses));
    const { chromium } = await import("@playwright/test");
    const browser = await chromium.launch({ executablePath: await findChromium(), args: ["--no-sandbox"] });
    mkdirSync(FOLDER, { recursive: true });
    for (const picture of PICTURES) await saying(picture.name, () => take(browser, addresses.web, picture));
    await browser.close();
  } finally {
    for (const part of parts.toReversed()) await part.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Pushes what the story says, as its people. */
async function tell({ cloneUrl, argocd }) {
  const clone = mkdtempSync(path.join(os.tmpdir(), "slipway-story-"));
  const git = (...args) =>
    execFileSync("git", ["-C", clone, "-c", "commit.gpgsign=false", ...args], { stdio: "ignore" });
  try {
    git("clone", "--quiet", cloneUrl, ".");
    for (const { environment, tags, name, mail, message } of STORY.pushes) {
      const file = path.join(clone, "environments", environment, "values.yaml");
      writeFileSync(file, withTags(readFileSync(file, "utf8"), tags));
      git("-c", `user.name=${name}`, "-c", `user.email=${mail}`, "commit", "--quiet", "-am", message);
      git("push", "--quiet");
    }
    await STORY.byHand(argocd);
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
}

async function take(browser, web, { name, person, address, dark = false, size = SIZE, until, act }) {
  const context = await browser.newContext({ viewport: size, colorScheme: dark ? "dark" : "light" });
  const page = await context.newPage();
  await page.goto(`${web}/sign-in`);
  await page.getByRole("button", { name: person }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await page.goto(`${web}${address}`);
  if (act) await act(page);
  await page.getByText(until).first().waitFor();
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`), animations: "disabled" });
  await context.close();
}

main().catch(endWith);
