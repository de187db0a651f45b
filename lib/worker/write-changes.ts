import { pause } from "@/lib/pause";
import type { Clock, Log, ProjectionChange, ProjectionStore } from "@/lib/ports";
import type { Book } from "./application-book";
import { createBell } from "./bell";

const MOST_AT_ONCE = 500;
/** Three versions of one event within 20 ms are usual (contract 13.21): they become one write. */
const COALESCE_MS = 20;
const RETRY_MS = 1_000;

/**
 * Writes what the book knows and the store does not, in batches. After a failed write it reads what the store holds (the
 * write may have got through although its answer did not) and tries again, with smaller batches: one application that
 * cannot be written must not hold up the others.
 */
export function createWriter(deps: {
  instance: string;
  book: Book;
  store: Pick<ProjectionStore, "save" | "load">;
  clock: Clock;
  log: Log;
  written: (change: ProjectionChange) => void;
  retryMs?: number;
}) {
  const { book, store, log, retryMs = RETRY_MS } = deps;
  const bell = createBell();

  async function isSaved(change: ProjectionChange): Promise<boolean> {
    try {
      await store.save(change);
      deps.written(change);
      return true;
    } catch (error) {
      log.error("the projection could not be written, trying again", { applications: count(change), ...reason(error) });
      return false;
    }
  }

  async function putBack(change: ProjectionChange, stop: AbortSignal) {
    while (!stop.aborted) {
      await pause(retryMs, stop);
      try {
        return book.putBack(change, await store.load(deps.instance));
      } catch (error) {
        log.error("the projection could not be read, trying again", reason(error));
      }
    }
  }

  return {
    wake: bell.ring,
    async run(stop: AbortSignal): Promise<void> {
      let limit = MOST_AT_ONCE;
      while (!stop.aborted) {
        if (!book.hasChanges()) {
          await bell.sleep(60_000, stop);
          await pause(COALESCE_MS, stop);
        }
        if (stop.aborted) return;
        const change = book.takeChanges(deps.clock.now(), limit);
        if (!change) continue;
        if (await isSaved(change)) {
          limit = Math.min(MOST_AT_ONCE, limit * 2);
          continue;
        }
        limit = Math.max(1, Math.floor(limit / 8));
        await putBack(change, stop);
      }
    },
  };
}

function count(change: ProjectionChange): number {
  return change.applications.length;
}

function reason(error: unknown) {
  return { reason: error instanceof Error ? error.message : "unknown" };
}
