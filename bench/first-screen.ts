import { gzipSync } from "node:zlib";
import type { Browser } from "@playwright/test";
import { signedIn } from "./browser";
import { ask } from "./session";
import { percentile } from "./statistics";

export type FirstScreen = {
  /** On the wire, as a browser asks for it: compressed. */
  htmlBytes: number;
  apiBytes: number;
  /** Asked one after the other. The page's frame comes first and its content later: the whole answer is what counts. */
  serverMs: { firstByte: number; whole: number; wholeP99: number; api: number };
  /** When the first cells were painted, and when the page said that it is live; nothing was cached. */
  contentMs: number;
  liveMs: number;
  scriptBytes: number;
};

const WARM_UP = 5;

export async function firstScreen(
  browser: Browser,
  web: string,
  cookie: string,
  times: { requests: number; loads: number },
): Promise<FirstScreen> {
  const headers = { cookie, "accept-encoding": "gzip" };
  const repeat = async (path: string) => {
    for (let i = 0; i < WARM_UP; i++) await ask(web + path, { headers });
    const answers = [];
    for (let i = 0; i < times.requests; i++) answers.push(await ask(web + path, { headers }));
    const last = answers.at(-1);
    if (last?.status !== 200) throw new Error(`${path} answered ${last?.status}.`);
    return {
      bytes: last.bytes,
      firstByteMs: answers.map((answer) => answer.firstByteMs),
      wholeMs: answers.map((answer) => answer.wholeMs),
    };
  };
  const html = await repeat("/");
  const api = await repeat("/api/overview");
  const loads = [];
  for (let i = 0; i < times.loads; i++) loads.push(await load(browser, web, cookie));
  return {
    htmlBytes: html.bytes,
    apiBytes: api.bytes,
    serverMs: {
      firstByte: percentile(html.firstByteMs, 0.5),
      whole: percentile(html.wholeMs, 0.5),
      wholeP99: percentile(html.wholeMs, 0.99),
      api: percentile(api.wholeMs, 0.5),
    },
    contentMs: percentile(
      loads.map((one) => one.contentMs),
      0.5,
    ),
    liveMs: percentile(
      loads.map((one) => one.liveMs),
      0.5,
    ),
    scriptBytes: Math.max(...loads.map((one) => one.scriptBytes)),
  };
}

/** One load in a profile with nothing cached. */
async function load(browser: Browser, web: string, cookie: string) {
  const context = await signedIn(browser, web, cookie);
  const page = await context.newPage();
  const scripts: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script")
      scripts.push(response.body().then((body) => gzipSync(body).length));
  });
  try {
    const begun = Date.now();
    await page.goto(web, { waitUntil: "commit" });
    await page.waitForSelector("[data-cell]");
    const contentMs = await page.evaluate(
      (since) => new Promise<number>((done) => requestAnimationFrame(() => done(Date.now() - since))),
      begun,
    );
    await page.getByRole("status").filter({ hasText: "Live" }).waitFor();
    const liveMs = Date.now() - begun;
    await page.waitForLoadState("networkidle").catch(() => undefined);
    const sizes = await Promise.all(scripts);
    return { contentMs, liveMs, scriptBytes: sizes.reduce((sum, size) => sum + size, 0) };
  } finally {
    await context.close();
  }
}
