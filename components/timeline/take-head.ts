import type { TimelineEntry, TimelinePage } from "@/lib/http/contracts/timeline";

/** How many of the newest are not among those that are shown, or have since come to stand elsewhere. */
export function countNew(shown: TimelinePage, newest: TimelinePage): number {
  const known = new Map(shown.entries.map((entry) => [entry.id, entry.at]));
  return newest.entries.filter((entry) => known.get(entry.id) !== entry.at).length;
}

/**
 * What is shown with the newest page put in: it tells all of its own stretch, and what is older stays. Where the two do not
 * meet, something between them is not known here: then the newest page is all that is shown.
 */
export function takeHead(shown: TimelinePage, newest: TimelinePage): TimelinePage {
  const last = newest.entries.at(-1);
  if (newest.next === null) return newest;
  if (!last) return shown;
  if (!meets(shown, newest, last)) return newest;
  const fresh = new Set(newest.entries.map((entry) => entry.id));
  const older = shown.entries.filter((entry) => !fresh.has(entry.id) && entry.at <= last.at);
  if (older.length === 0) return newest;
  return { ...shown, entries: [...newest.entries, ...older] };
}

function meets(shown: TimelinePage, newest: TimelinePage, last: TimelineEntry): boolean {
  const known = new Set(shown.entries.map((entry) => entry.id));
  return newest.entries.some((entry) => known.has(entry.id)) || (shown.entries[0]?.at ?? "") >= last.at;
}

/** What is shown with the page that follows it. */
export function addOlder(shown: TimelinePage, older: TimelinePage): TimelinePage {
  const known = new Set(shown.entries.map((entry) => entry.id));
  return { ...older, entries: [...shown.entries, ...older.entries.filter((entry) => !known.has(entry.id))] };
}
