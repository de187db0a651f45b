type Repeatable = { at: string; kind: string; words: string; times: number };

const WITHIN_MS = 60 * 60_000;

/**
 * What happened again and again, newest first, as one with how often: three pods of one crash, a crash that comes back. Only
 * neighbours fold, so that nothing is told before what came between.
 */
export function foldRepeats<T extends Repeatable>(entries: readonly T[], sameAs: (a: T, b: T) => boolean): T[] {
  const folded: T[] = [];
  for (const entry of entries) {
    const last = folded.at(-1);
    if (last && sameAs(last, entry) && Date.parse(last.at) - Date.parse(entry.at) <= WITHIN_MS)
      folded[folded.length - 1] = { ...last, times: last.times + entry.times };
    else folded.push(entry);
  }
  return folded;
}
