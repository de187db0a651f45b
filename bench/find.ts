import { rmSync } from "node:fs";
import { openBrowser } from "./browser";
import { firstScreen } from "./first-screen";
import { makeTemplate, untilTakenIn } from "./fleet";
import { ask, signIn } from "./session";
import { startProduct } from "./start-product";
import { spreadOf } from "./statistics";

/** `npx tsx bench/find.ts [applications] [requests]`: how long /api/find takes in a fleet, and what the overview loads. */
const [applications = 8_000, requests = 100] = process.argv.slice(2).map(Number);

/** What people type: a part of everything, of little and of nothing, two words, the beginning of a name. */
const TYPED = ["s", "service", "service-77", "deployment service-123", "production web", "nothing like this", "dead"];

const template = await makeTemplate();
const dataDir = template.copy();
const product = await startProduct(dataDir, applications);
const browser = await openBrowser();
try {
  const { web } = product.addresses;
  const cookie = await signIn(web);
  await untilTakenIn(product, cookie, applications);
  process.stdout.write(`${applications} applications\n`);
  const say = async (what: string, path: string) =>
    process.stdout.write(`${what.padEnd(24)} ${await measured(web + path, cookie)}\n`);
  await say("(a page's frame)", "/api/frame"); // what any question costs on this machine just now
  for (const typed of TYPED) await say(typed, `/api/find?q=${encodeURIComponent(typed)}`);
  const { scriptBytes } = await firstScreen(browser, web, cookie, { requests: 1, loads: 2 });
  process.stdout.write(`JavaScript of the overview, gzip: ${(scriptBytes / 1_000).toFixed(1)} kB\n`);
} finally {
  await browser.close();
  await product.stop();
  rmSync(dataDir, { recursive: true, force: true });
  template.remove();
}

async function measured(url: string, cookie: string): Promise<string> {
  for (let i = 0; i < 5; i++) await ask(url, { headers: { cookie } });
  const answers = [];
  for (let i = 0; i < requests; i++) answers.push(await ask(url, { headers: { cookie } }));
  const refused = answers.find(({ status }) => status !== 200);
  if (refused) throw new Error(`${url} answered ${refused.status}.`);
  const { median, p99 } = spreadOf(answers.map(({ wholeMs }) => wholeMs));
  return `p50 ${median.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${answers.at(-1)?.bytes ?? 0} bytes`;
}
