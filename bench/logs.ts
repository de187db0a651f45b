import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { logResponse } from "@/lib/http/logs/log-response";
import { chosenOf, flowOf, line, scriptedLogs } from "@/lib/http/logs/scripted-logs.test-support";
import { addressesIn, startProduct } from "../e2e/product";
import { openBrowser, signedIn } from "./browser";
import { signIn } from "./session";

const LINES = 1_000_000;
const PODS = 10;
const TEXT = "INFO run=R-1042 step=7 dispense done by liquid-handler-1 in 1200 ms, request 2f9c1d";
const NO_SOURCES = { application: "a", services: [], pods: [], unnamed: 0, most: PODS, containers: [] };

/** A million lines of ten pods through the server's merge, read as fast as it gives them. */
async function serverSide() {
  const names = Array.from({ length: PODS }, (_, index) => `linq-web-6c9d8f7b5-pod${index}`);
  const { inside } = scriptedLogs(async function* ({ pod }) {
    for (let count = 0; count < LINES / PODS; count++) {
      yield line(pod, count, TEXT);
      if (count % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  });
  const { flow } = flowOf(inside, { chosen: chosenOf(...names) });
  const stillMay = () => Promise.resolve(true);
  const body = logResponse({ flow, sources: () => NO_SOURCES, window: null, stillMay }).body;
  if (!body) throw new Error("no body");
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const begun = { ms: performance.now(), mb: memory() };
  let most = 0;
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    most = Math.max(most, memory());
  }
  delay.disable();
  return {
    seconds: (performance.now() - begun.ms) / 1_000,
    grownMb: most - begun.mb,
    sentMb: bytes / 1e6,
    longestMs: delay.max / 1e6,
  };
}

/** The same number through the real page in Chromium: its server's stream is replaced by one that never runs dry. */
async function pageSide() {
  const dir = mkdtempSync(path.join(os.tmpdir(), "slipway-bench-logs-"));
  chmodSync(dir, 0o755); // as root, PostgreSQL runs as another user, who must be able to enter
  const dataDir = path.join(dir, "data");
  const product = await startProduct(dataDir);
  const browser = await openBrowser();
  try {
    const { web } = addressesIn(dataDir);
    const context = await signedIn(browser, web, await signIn(web));
    const page = await context.newPage();
    await page.addInitScript(floodLogs, { lines: LINES, text: TEXT, sources: NO_SOURCES });
    const begunMs = performance.now();
    await page.goto(`${web}/environments/dev-env-1/logs`);
    await page.getByText(/All that was asked for is here/).waitFor({ timeout: 300_000 });
    const seconds = (performance.now() - begunMs) / 1_000;
    const client = await context.newCDPSession(page);
    await client.send("HeapProfiler.collectGarbage");
    const { usedSize } = await client.send("Runtime.getHeapUsage");
    const longestMs = await page.evaluate(() => Reflect.get(window, "longestTaskMs") as number);
    const drawn = await page.locator("[data-line]").count();
    const letGo = await page.getByText(/Older lines were let go/).innerText();
    return { seconds, heapMb: usedSize / 1e6, longestMs, drawn, letGo };
  } finally {
    await browser.close();
    await product.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Runs in the page. */
function floodLogs({ lines, text, sources }: { lines: number; text: string; sources: object }) {
  Reflect.set(window, "longestTaskMs", 0);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      Reflect.set(window, "longestTaskMs", Math.max(Number(Reflect.get(window, "longestTaskMs")), duration));
  }).observe({ type: "longtask", buffered: true });
  const real = window.fetch;
  window.fetch = (input, init) => {
    if (!/\/logs(\?|$)/.test(String(input))) return real(input, init);
    const encoder = new TextEncoder();
    const event = (name: string, data: unknown) => encoder.encode(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    let sent = 0;
    const stream = new ReadableStream({
      start: (controller) => controller.enqueue(event("sources", sources)),
      pull(controller) {
        const batch = Array.from({ length: 200 }, (_, index) => ({
          at: 1_795_532_400_000 + sent + index,
          pod: `linq-web-6c9d8f7b5-pod${index % 10}`,
          text: `${text} ${sent + index}`,
        }));
        sent += batch.length;
        controller.enqueue(event("lines", batch));
        if (sent < lines) return;
        controller.enqueue(event("end", {}));
        controller.close();
      },
    });
    return Promise.resolve(new Response(stream));
  };
}

function memory(): number {
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

const round = (value: number) => Math.round(value * 10) / 10;

const server = await serverSide();
process.stdout.write(
  `server: ${LINES.toLocaleString("en")} lines of ${PODS} pods in ${round(server.seconds)} s, ${round(server.sentMb)} MB sent, memory grew by at most ${round(server.grownMb)} MB (garbage included), longest task ${round(server.longestMs)} ms\n`,
);
const page = await pageSide();
process.stdout.write(
  `page: the same in ${round(page.seconds)} s, heap ${round(page.heapMb)} MB, ${page.drawn} rows drawn, longest task ${round(page.longestMs)} ms\n  ${page.letGo}\n`,
);
