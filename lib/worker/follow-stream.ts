import { pause } from "@/lib/pause";
import type { ArgoCd, Log, OutsideFailure, StreamEvent } from "@/lib/ports";
import type { Book } from "./application-book";
import { createAsker } from "./ask-application";
import { isOlder } from "./event-order";
import { settleList } from "./settle-list";
import { createSight } from "./sight";

export const RHYTHM = {
  relistMs: 10 * 60_000,
  /** Sooner, while something could not be told. */
  relistUnsettledMs: 30_000,
  /** A stream without applications says nothing at all, not even that it lives (contract 13.11): the list does. */
  relistEmptyMs: 60_000,
  replayMs: 10_000,
};

type Deps = {
  argocd: ArgoCd;
  book: Book;
  report: { live(version: string | null, remark: string | null): Promise<void>; heard(): void };
  log: Log;
  changed: () => void;
  rhythm?: Partial<typeof RHYTHM>;
};
type Life = Deps & { sight: ReturnType<typeof createSight>; ask: ReturnType<typeof createAsker> };

/**
 * One life of the stream: opens it, lists without waiting for its headers (decisions.md 3), then follows until it ends.
 * Returns why it ended, and whether it was ever live.
 */
export async function followStream(
  deps: Deps,
  stop: AbortSignal,
): Promise<{ failure: OutsideFailure; wasLive: boolean }> {
  const ended = new AbortController();
  const end = () => ended.abort();
  stop.addEventListener("abort", end, { once: true });
  if (stop.aborted) end();
  const sight = createSight();
  const life: Life = { ...deps, sight, ask: createAsker({ ...deps, sight }) };
  const failures: OutsideFailure[] = [];
  let wasLive = false;
  const fail = (error: unknown) => {
    failures.push(failureOf(error));
    end();
  };
  const following = follow(life, ended.signal).then(end, fail);
  const listing = keepListing(life, ended.signal, () => {
    wasLive = true;
  }).catch(fail);
  await Promise.all([following, listing]);
  stop.removeEventListener("abort", end);
  const silent: OutsideFailure = { kind: "unreachable", status: null, detail: "The event stream ended." };
  return { failure: failures[0] ?? silent, wasLive };
}

async function follow(life: Life, signal: AbortSignal) {
  for await (const event of life.argocd.stream({ signal, onBytes: life.report.heard })) apply(life, event);
}

function apply({ book, sight, ask, log, changed }: Life, event: StreamEvent) {
  if (event.type === "UNREADABLE") return log.warn("an event could not be read", { detail: event.detail });
  const { application } = event;
  const id = book.idOf(application);
  const known = book.find(id);
  switch (event.type) {
    case "ADDED":
    case "MODIFIED":
      if (known && isOlder(application, known)) return void ask(application);
      sight.saw(id);
      book.observe(application);
      return changed();
    case "DELETED":
      // The end of one that had the same name before.
      if (known?.uid && application.uid && known.uid !== application.uid) return;
      sight.saw(id);
      book.gone(id);
      return changed();
  }
}

async function keepListing(life: Life, signal: AbortSignal, onLive: () => void) {
  const rhythm = { ...RHYTHM, ...life.rhythm };
  while (!signal.aborted) {
    const moment = life.sight.now();
    const list = await life.argocd.list();
    if (signal.aborted) return;
    if (!list.ok) throw new ListFailed(list.failure);
    const settled = await settleList({ ...life, replayMs: rhythm.replayMs }, list.value, moment, signal);
    if (signal.aborted) return;
    const version = await life.argocd.version();
    const concern = version.ok ? version.value.concern : null;
    await life.report.live(version.ok ? version.value.text : null, remarkOf(settled) ?? concern);
    onLive();
    await pause(untilNextList(rhythm, settled.unknown > 0, list.value.applications.length === 0), signal);
  }
}

function untilNextList(rhythm: typeof RHYTHM, isUnsettled: boolean, isEmpty: boolean): number {
  if (isUnsettled) return rhythm.relistUnsettledMs;
  return isEmpty ? rhythm.relistEmptyMs : rhythm.relistMs;
}

/** What stands as it was last seen although the stream is live. */
function remarkOf({ hidden, unknown }: { hidden: number; unknown: number }): string | null {
  if (hidden > 0)
    return `Argo CD no longer lets Slipway see ${applications(hidden)}: what is shown of them is what was last seen.`;
  if (unknown > 0) return `Argo CD did not answer for ${applications(unknown)}: asking again soon.`;
  return null;
}

function applications(count: number): string {
  return count === 1 ? "one application" : `${count} applications`;
}

class ListFailed extends Error {
  constructor(readonly failure: OutsideFailure) {
    super(failure.detail);
  }
}

function failureOf(error: unknown): OutsideFailure {
  if (error instanceof Error && "failure" in error) return (error as { failure: OutsideFailure }).failure;
  return { kind: "unreachable", status: null, detail: error instanceof Error ? error.message : "unknown" };
}
