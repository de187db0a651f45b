import { pause } from "@/lib/pause";
import type { Clock, Log, ProjectionChange, ProjectionStore } from "@/lib/ports";
import type { Book } from "./application-book";

const MOST_AT_ONCE = 500;
/** Three versions of one event within 20 ms are usual (contract 13.21): they become one write. */
const COALESCE_MS = 20;
const RETRY_MS = 1_000;

/** Writes what the book knows and the store does not, in batches; a failed write is tried again whole. */
export function createWriter(deps: {
  book: Book;
  store: ProjectionStore;
  clock: Clock;
  log: Log;
  written: (change: ProjectionChange) => void;
}) {
  let wake = new AbortController();
  return {
    wake: () => wake.abort(),
    async run(stop: AbortSignal): Promise<void> {
      while (!stop.aborted) {
        if (!deps.book.hasChanges()) {
          wake = new AbortController();
          if (!deps.book.hasChanges()) await pause(60_000, AbortSignal.any([stop, wake.signal]));
          await pause(COALESCE_MS, stop);
        }
        if (stop.aborted) return;
        const change = deps.book.takeChanges(deps.clock.now(), MOST_AT_ONCE);
        if (!change) continue;
        try {
          await deps.store.save(change);
          deps.written(change);
        } catch (error) {
          deps.log.error("the projection could not be written, trying again", {
            reason: error instanceof Error ? error.message : "unknown",
          });
          deps.book.putBack(change);
          await pause(RETRY_MS, stop);
        }
      }
    },
  };
}
