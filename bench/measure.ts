import type { Browser } from "@playwright/test";
import { everybodyLooks, type Requests, requestsDuring, untilQuiet } from "./argocd-requests";
import { signedIn } from "./browser";
import { type EventToPixel, eventToPixel } from "./event-to-pixel";
import { type FirstScreen, firstScreen } from "./first-screen";
import { untilTakenIn } from "./fleet";
import { type GraphMeasured, graphOfThousands } from "./graph";
import { memoryMb } from "./memory";
import { signIn } from "./session";
import type { Product } from "./start-product";
import { openViewers } from "./viewers";

export type Effort = { samples: number; requests: number; loads: number; lookMs: number };
export type Viewed = {
  viewers: number;
  eventToPixel: EventToPixel;
  /** Requests that reached Argo CD while applications changed, and while everybody only looked. */
  whileChanging: Requests;
  whileLooking: Requests;
  /** The fewest changes that a viewer was sent, of the most that one was. */
  sent: { fewest: number; most: number } | null;
};
export type Measured = {
  applications: number;
  takenInS: number;
  memoryMb: { web: number; worker: number };
  firstScreen: FirstScreen;
  viewed: Viewed[];
  graph: GraphMeasured;
};

const DEMO_APPLICATIONS = 3;
const QUIET_MS = 120_000;
/** Six environments that are the fleet's alone. */
const FLEET_ONLY = "/?q=service-&column=3";

export async function measure(
  product: Product,
  browser: Browser,
  size: { applications: number; viewers: number[] },
  effort: Effort,
): Promise<Measured> {
  const { web, argocd, pids } = product.addresses;
  const cookie = await signIn(web);
  const takenInS = await untilTakenIn(product, cookie, size.applications + DEMO_APPLICATIONS);
  await untilQuiet(argocd, QUIET_MS);
  const first = await firstScreen(browser, web, cookie, effort);
  const graph = await graphOfThousands(browser, web, cookie);
  const viewed = [];
  for (const viewers of size.viewers) viewed.push(await withViewers({ product, browser, cookie }, viewers, effort));
  return {
    applications: size.applications,
    takenInS,
    memoryMb: { web: memoryMb(pids.web), worker: memoryMb(pids.worker) },
    firstScreen: first,
    viewed,
    graph,
  };
}

type Place = { product: Product; browser: Browser; cookie: string };

/** One real browser, and the others as plain event streams. */
async function withViewers({ product, browser, cookie }: Place, viewers: number, effort: Effort): Promise<Viewed> {
  const { web, argocd } = product.addresses;
  const others = await openViewers(web, cookie, viewers - 1);
  const context = await signedIn(browser, web, cookie);
  try {
    const page = await context.newPage();
    await page.goto(web + FLEET_ONLY);
    await page.getByRole("status").filter({ hasText: "Live" }).waitFor();
    const [pixels, whileChanging] = await requestsDuring(argocd, () => eventToPixel(page, argocd, effort.samples));
    const received = others.received();
    await untilQuiet(argocd, QUIET_MS);
    const [, whileLooking] = await requestsDuring(argocd, () => everybodyLooks(web, cookie, viewers, effort.lookMs));
    return {
      viewers,
      eventToPixel: pixels,
      whileChanging,
      whileLooking,
      sent: received.length > 0 ? { fewest: received[0] ?? 0, most: received.at(-1) ?? 0 } : null,
    };
  } finally {
    await context.close();
    others.close();
  }
}
