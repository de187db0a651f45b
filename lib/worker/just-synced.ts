import type { ObservedApplication } from "@/lib/domain/observed";

/** How long after a sync Argo CD may still show the comparison from before it; another follows within a second or two. */
const COMPARED_AGAIN_MS = 10_000;

/** Applications whose sync ended moments ago: differences that Argo CD shows of them may be older than that end. */
export function createJustSynced(nowMs: () => number) {
  const until = new Map<string, number>();
  return {
    note(id: string, before: ObservedApplication, after: ObservedApplication) {
      if (endedNow(before, after)) until.set(id, nowMs() + COMPARED_AGAIN_MS);
    },
    has: (id: string) => until.has(id),
    /** Those whose time is over; each is given once. */
    takeOver(): string[] {
      const over = [...until].filter(([, end]) => end <= nowMs()).map(([id]) => id);
      for (const id of over) until.delete(id);
      return over;
    },
  };
}

function endedNow(before: ObservedApplication, after: ObservedApplication): boolean {
  const { operation } = after;
  const end = operation?.phase === "Succeeded" && !operation.dryRun ? operation.finishedAt?.getTime() : undefined;
  return end !== undefined && end !== before.operation?.finishedAt?.getTime();
}
