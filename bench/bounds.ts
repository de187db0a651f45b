import { total } from "./argocd-requests";
import type { Results } from "./report";

export type Bound = { what: string; holds: boolean; measured: string };

/** The numbers that the product is held to, of what this run has measured. */
export function boundsOf({ sizes, clone }: Results): Bound[] {
  const of = (applications: number) => sizes.find((size) => size.applications === applications);
  const [small, middle, large] = [of(80), of(2_000), of(8_000)];
  const crowd = middle?.viewed.find((viewed) => viewed.viewers === 200);
  const bounds: Bound[] = [];
  const add = (what: string, value: number, most: number, unit: string) =>
    bounds.push({ what, holds: value < most, measured: `${Math.round(value * 10) / 10} ${unit}` });
  if (crowd)
    add("event to pixel, p99, 2,000 applications, 200 viewers: under 250 ms", crowd.eventToPixel.p99, 250, "ms");
  if (large) add("server answer at 8,000 applications: under 100 ms", large.firstScreen.serverMs.whole, 100, "ms");
  if (small && large) {
    const grown = (large.firstScreen.htmlBytes / small.firstScreen.htmlBytes - 1) * 100;
    const measured = `${Math.round(grown)} % more`;
    bounds.push({ what: "HTML at 8,000 as large as at 80, within 20 %", holds: Math.abs(grown) <= 20, measured });
  }
  const scripts = Math.max(...sizes.map((size) => size.firstScreen.scriptBytes));
  if (sizes.length > 0) add("JavaScript for the overview: under 180 kB gzip", scripts / 1000, 180, "kB");
  const growth = sizes.flatMap((size) => growthWithViewers(size.viewed.map((viewed) => total(viewed.whileLooking))));
  if (growth.length > 0)
    add("requests to Argo CD while people look: as many with 200 as with 1", Math.max(...growth), 3, "more at most");
  if (clone) add("fresh clone to a signed-in overview: under 180 s", clone.signedInS, 180, "s");
  return bounds;
}

/** By how much more was asked with the most viewers than with the fewest; the worker's own looks go on beside both. */
function growthWithViewers(requests: readonly number[]): number[] {
  const [fewest, most] = [requests[0], requests.at(-1)];
  return requests.length < 2 || fewest === undefined || most === undefined ? [] : [most - fewest];
}
