import { pause } from "@/lib/pause";
import type { ArgoCd, ListedApplication, Log, OutsideFailure, StreamEvent } from "@/lib/ports";
import type { Book } from "./application-book";

const RELIST_MS = 10 * 60_000;
/** How long the replay may stand still before what is missing is asked for one by one. */
const REPLAY_MS = 10_000;
const ONE_BY_ONE = 4;

type Deps = {
  argocd: ArgoCd;
  book: Book;
  report: { live(version: string | null): Promise<void>; heard(): void };
  log: Log;
  changed: () => void;
};

const UNREACHABLE: OutsideFailure = { kind: "unreachable", status: null, detail: "The event stream ended." };

/**
 * One life of the stream: opens it, lists without waiting for its headers (decisions.md 3), then follows until it ends.
 * Returns why it ended. What LIST does not hold is gone; what it holds and the stream did not bring is fetched.
 */
export async function followStream(deps: Deps, stop: AbortSignal): Promise<OutsideFailure> {
  const ended = new AbortController();
  const signal = AbortSignal.any([stop, ended.signal]);
  const seen = new Set<string>();
  const failures: OutsideFailure[] = [];
  const following = follow(deps, signal, seen)
    .catch((error: unknown) => failures.push(failureOf(error)))
    .finally(() => ended.abort());
  const listing = keepListing(deps, signal, seen).catch((error: unknown) => {
    failures.push(failureOf(error));
    ended.abort();
  });
  await Promise.all([following, listing]);
  return failures[0] ?? UNREACHABLE;
}

async function follow(deps: Deps, signal: AbortSignal, seen: Set<string>) {
  for await (const event of deps.argocd.stream({ signal, onBytes: deps.report.heard })) apply(deps, event, seen);
}

function apply({ book, log, changed }: Deps, event: StreamEvent, seen: Set<string>) {
  switch (event.type) {
    case "ADDED":
    case "MODIFIED":
      seen.add(book.idOf(event.application));
      book.observe(event.application);
      return changed();
    case "DELETED":
      seen.delete(book.idOf(event.application));
      book.gone(book.idOf(event.application));
      return changed();
    case "UNREADABLE":
      return log.warn("an event could not be read", { detail: event.detail });
  }
}

async function keepListing(deps: Deps, signal: AbortSignal, seen: Set<string>) {
  while (!signal.aborted) {
    const before = new Set(seen);
    const list = await deps.argocd.list();
    if (signal.aborted) return;
    if (!list.ok) throw new ListFailed(list.failure);
    await settle(deps, list.value, before, seen, signal);
    const version = await deps.argocd.version();
    await deps.report.live(version.ok ? version.value : null);
    await pause(RELIST_MS, signal);
  }
}

/** Deletions by set difference, and what the stream owes by asking for it (contract 3.3, 9.9). */
async function settle(
  deps: Deps,
  listed: ListedApplication[],
  before: Set<string>,
  seen: Set<string>,
  signal: AbortSignal,
) {
  const { book } = deps;
  const present = new Set(listed.map((ref) => book.idOf(ref)));
  for (const { id } of book.known()) if (!present.has(id) && (before.has(id) || !seen.has(id))) book.gone(id);
  for (const projection of book.unseen())
    if (!present.has(projection.application.id)) book.rememberGone(projection.application.id);
  deps.changed();
  const owed = () => listed.filter((ref) => !seen.has(book.idOf(ref)));
  let missing = owed();
  for (let movedMs = performance.now(); missing.length > 0 && performance.now() - movedMs < REPLAY_MS; ) {
    await pause(100, signal);
    if (signal.aborted) return;
    const left = owed();
    if (left.length < missing.length) movedMs = performance.now();
    missing = left;
  }
  for (let start = 0; start < missing.length && !signal.aborted; start += ONE_BY_ONE)
    await Promise.all(missing.slice(start, start + ONE_BY_ONE).map((ref) => fetchOne(deps, ref, seen)));
}

async function fetchOne({ argocd, book, log, changed }: Deps, ref: ListedApplication, seen: Set<string>) {
  const found = await argocd.get(ref);
  if (!found.ok)
    return log.warn("an application could not be read", { application: book.idOf(ref), reason: found.failure.detail });
  seen.add(book.idOf(ref));
  book.observe(found.value);
  changed();
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
