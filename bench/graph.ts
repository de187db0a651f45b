import type { Browser, Page } from "@playwright/test";
import { signedIn } from "./browser";
import { percentile } from "./statistics";

export type GraphMeasured = {
  resources: number;
  /** From the click on Graph, with its code not yet loaded, until it is painted; every branch is open. */
  contentMs: number;
  /** While it is moved up and down. */
  frameMs: { median: number; p99: number };
  longestTaskMs: number;
};

const WORKLOADS = 100;
const PODS_EACH = 18;
const PANS = 60;

/** A tree of 2,000 resources in the place of the demo's: what is measured is the page, not the simulator. */
export async function graphOfThousands(browser: Browser, web: string, cookie: string): Promise<GraphMeasured> {
  const context = await signedIn(browser, web, cookie);
  try {
    const page = await context.newPage();
    const rows = madeRows();
    const tree = { application: "made", of: rows.length, rows, hosts: [], argocd: null, at: new Date().toISOString() };
    await page.route("**/api/environments/*/tree*", (route) => route.fulfill({ json: tree }));
    await page.goto(`${web}/environments/dev-env-1/resources`);
    await page.getByText("made-0-0", { exact: false }).first().waitFor();
    const begun = performance.now();
    await page.getByRole("button", { name: "Graph" }).click();
    await page.locator(".react-flow__node").nth(3).waitFor();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    return { resources: rows.length, contentMs: performance.now() - begun, ...(await whilePanning(page)) };
  } finally {
    await context.close();
  }
}

async function whilePanning(page: Page): Promise<Pick<GraphMeasured, "frameMs" | "longestTaskMs">> {
  await page.evaluate(WATCH_FRAMES);
  await page.mouse.move(900, 600);
  for (let i = 0; i < PANS; i++) await page.mouse.wheel(0, i < PANS / 2 ? 240 : -240);
  const { frames, longest } = await page.evaluate(() => (window as unknown as { seen: Seen }).seen);
  return {
    frameMs: { median: percentile(frames, 0.5), p99: percentile(frames, 0.99) },
    longestTaskMs: longest,
  };
}

/** As text: what the TypeScript runner adds to functions is not there in the page. */
const WATCH_FRAMES = `
  const seen = (window.seen = { frames: [], longest: 0, last: performance.now() });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.longest = Math.max(seen.longest, entry.duration);
  }).observe({ type: "longtask" });
  function frame(now) {
    seen.frames.push(now - seen.last);
    seen.last = now;
    requestAnimationFrame(frame);
  }
  requestAnimationFrame(frame);
`;

type Seen = { frames: number[]; longest: number };

export function madeRows() {
  return Array.from({ length: WORKLOADS }, (_, i) => {
    const deployment = row("apps", "Deployment", `made-${i}`, null);
    const set = row("apps", "ReplicaSet", `made-${i}-set`, deployment.key);
    const pods = Array.from({ length: PODS_EACH }, (_, j) => row("", "Pod", `made-${i}-${j}`, set.key));
    return [deployment, set, ...pods];
  }).flat();
}

/** All pods fail, so that no branch is folded and no pods stand as one: the most that is ever drawn. */
function row(group: string, kind: string, name: string, parent: string | null) {
  const failing = kind === "Pod";
  return {
    ...{ group, kind, name, parent, namespace: "made", version: "v1", application: "made" },
    key: `${group}/${kind}/made/${name}`,
    tone: failing ? "failing" : "fine",
    words: failing ? "Crash loop" : "18 of 18 ready",
    message: "",
    sync: null,
    health: failing ? "Degraded" : "Healthy",
    ...{ hook: false, requiresPruning: false, orphaned: false, ended: false, restarts: 0 },
    ...{
      images: ["registry.example/made:1.0.0"],
      versions: ["1.0.0"],
      node: "node-a",
      createdAt: new Date().toISOString(),
    },
  };
}
