import { type Browser, type BrowserContext, chromium } from "@playwright/test";
import { findChromium } from "../scripts/find-chromium.mjs";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The same Chromium as the end-to-end tests, with the same arguments. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: ARGUMENTS });
}

/** A browser profile with nothing cached, signed in by these cookies. */
export async function signedIn(browser: Browser, web: string, cookie: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const cookies = cookie.split("; ").map((pair) => {
    const equals = pair.indexOf("=");
    return { name: pair.slice(0, equals), value: pair.slice(equals + 1), url: web };
  });
  await context.addCookies(cookies);
  return context;
}
