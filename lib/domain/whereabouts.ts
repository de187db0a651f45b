import type { CellState } from "./cell-state";

/** What an environment's cell says of a service. */
export type CellNow = { desired: string | null; running: readonly string[]; inGit: string | null; state: CellState };
/** A successful deployment, and the service's version in it. */
export type Stay = { at: Date; version: string };

/** Where a version of a service is, as far as one environment goes. */
export type Whereabouts =
  | { kind: "runs"; since: Date | null }
  | { kind: "arriving" }
  /** Its pods still run, and another version is on its way. */
  | { kind: "leaving"; by: string }
  /** Git holds it, and it was not synced yet. */
  | { kind: "waits" }
  | { kind: "replaced"; by: string; until: Date | null }
  /** It was here, and what ran before it runs again. */
  | { kind: "taken-back"; by: string; until: Date | null }
  /** It never was here: one that came after it is. */
  | { kind: "passed-by"; by: string }
  | { kind: "not-yet"; runs: string }
  | { kind: "not-part" }
  | { kind: "not-known" };

/**
 * Whether a version has reached an environment. It is told by what was deployed there, not by the commit's ancestry: a
 * commit that changes dev's values is an ancestor of what staging runs long before staging runs the version. Both
 * histories are newest first; `first` is that of the environment where the version came in.
 */
export function whereabouts(
  version: string,
  cell: CellNow | null,
  here: readonly Stay[],
  first: readonly Stay[],
): Whereabouts {
  if (!cell) return { kind: "not-known" };
  const { desired, running, inGit, state } = cell;
  if (state === "missing" || state === "unknown") return { kind: "not-known" };
  const now = desired ?? running.at(-1) ?? null;
  if (now === null) return { kind: state === "not-deployed" ? "not-part" : "not-known" };
  if (now === version)
    return allRun(version, running) ? { kind: "runs", since: sinceOf(here, version) } : { kind: "arriving" };
  if (running.includes(version)) return { kind: "leaving", by: now };
  if (inGit === version) return { kind: "waits" };
  const left = here.findIndex((stay) => stay.version === version);
  if (left >= 0) {
    const isBack = here.slice(left + 1).some((stay) => stay.version === now);
    return { kind: isBack ? "taken-back" : "replaced", by: now, until: untilOf(here, left) };
  }
  return cameAfter(first, now, version) ? { kind: "passed-by", by: now } : { kind: "not-yet", runs: now };
}

/** Where no pod was seen, what was deployed is what counts. */
function allRun(version: string, running: readonly string[]): boolean {
  return running.every((one) => one === version);
}

/** When it came in to stay: the oldest of the newest deployments that all hold it. */
export function sinceOf(newestFirst: readonly Stay[], version: string): Date | null {
  const other = newestFirst.findIndex((stay) => stay.version !== version);
  const own = other < 0 ? newestFirst : newestFirst.slice(0, other);
  return own.at(-1)?.at ?? null;
}

function untilOf(newestFirst: readonly Stay[], left: number): Date | null {
  return newestFirst[left - 1]?.at ?? null;
}

function cameAfter(newestFirst: readonly Stay[], later: string, earlier: string): boolean {
  const [a, b] = [later, earlier].map((version) => newestFirst.findIndex((stay) => stay.version === version));
  return a !== undefined && b !== undefined && a >= 0 && b >= 0 && a < b;
}

/** The deployments that brought `source` from the version that runs `here` to its own, newest first; without the first, when `here` never ran there. */
export function broughtSince(newestFirst: readonly Stay[], here: string | null): Stay[] {
  const last = newestFirst.findIndex((stay) => stay.version === here);
  const since = last < 0 ? newestFirst : newestFirst.slice(0, last);
  const changes = since.filter((stay, index) => since[index + 1]?.version !== stay.version);
  return last < 0 ? changes.slice(0, 1) : changes;
}
