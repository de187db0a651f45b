import { pause } from "@/lib/pause";
import type { ApplicationRef, ListedApplication, ListedApplications } from "@/lib/ports";
import type { Book } from "./application-book";
import type { Verdict } from "./ask-application";
import type { Sight } from "./sight";

type Deps = {
  book: Book;
  sight: Sight;
  ask: (ref: ApplicationRef) => Promise<Verdict>;
  /** How long the replay may bring nothing of what was listed before it is asked for. */
  replayMs: number;
};

/** What a list left open: how many applications may not be seen any more, and how many nobody could tell of. */
export type Settled = { hidden: number; unknown: number };

/**
 * Brings book and list together (contract 3.3, 9.9). What the list lacks is asked for by name, so that an empty or a cut
 * list takes nothing away; so is what the stream did not bring, and what it tells otherwise: an event was lost there.
 */
export async function settleList(
  deps: Deps,
  list: ListedApplications,
  moment: number,
  signal: AbortSignal,
): Promise<Settled> {
  const { book, ask } = deps;
  const listed = new Map(list.applications.map((one) => [book.idOf(one), one]));
  const missing = book.presentRefs().filter((ref) => !listed.has(book.idOf(ref)) && !newer(deps, ref, moment));
  const lacking = await Promise.all(missing.map(ask));
  await replay(deps, list.applications, signal);
  if (signal.aborted) return { hidden: 0, unknown: 0 };
  const doubtful = list.applications.filter((one) => isDoubtful(deps, one, moment)).map((one) => known(deps, one));
  const verdicts = [...lacking, ...(await Promise.all(doubtful.map(ask)))];
  const count = (wanted: Verdict) => verdicts.filter((verdict) => verdict === wanted).length;
  return { hidden: count("hidden"), unknown: count("unknown") + list.unreadable };
}

function newer({ book, sight }: Deps, ref: ApplicationRef, moment: number): boolean {
  return sight.sawSince(book.idOf(ref), moment);
}

/** Waits for the replay to bring what was listed, for as long as it brings any of it. */
async function replay({ book, sight, replayMs }: Deps, listed: ListedApplication[], signal: AbortSignal) {
  const owed = () => listed.filter((one) => !sight.has(book.idOf(one))).length;
  let left = owed();
  let deadline = performance.now() + replayMs;
  while (left > 0 && performance.now() < deadline && !signal.aborted) {
    await pause(100, signal);
    const now = owed();
    if (now < left) deadline = performance.now() + replayMs;
    left = now;
  }
}

function isDoubtful(deps: Deps, one: ListedApplication, moment: number): boolean {
  const { book, sight } = deps;
  if (!sight.has(book.idOf(one))) return true;
  if (newer(deps, one, moment)) return false;
  const observed = book.find(book.idOf(one));
  if (!observed) return true;
  return (
    observed.sync !== one.sync || observed.health !== one.health || (observed.operation?.phase ?? null) !== one.phase
  );
}

/** A list may lack the project, and with the wrong one an application is not found: what is known of it counts more. */
function known({ book }: Deps, one: ListedApplication): ApplicationRef {
  return book.find(book.idOf(one)) ?? one;
}
