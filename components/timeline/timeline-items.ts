import type { TimelineEntry } from "@/lib/http/contracts/timeline";

/** What stands below each other in the list: the head of a day, and what happened on it. Days are in UTC. */
export type TimelineItem = { key: string; day: string } | { key: string; entry: TimelineEntry };

export function timelineItems(entries: readonly TimelineEntry[]): TimelineItem[] {
  const items: TimelineItem[] = [];
  let day = "";
  for (const entry of entries) {
    const own = entry.at.slice(0, 10);
    if (own !== day) items.push({ key: `day ${own}`, day: own });
    day = own;
    items.push({ key: entry.id, entry });
  }
  return items;
}

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September"].concat([
  "October",
  "November",
  "December",
]);

/** "Today, Tuesday 24 November", the same in every browser; the year where it is not this one. */
export function dayWords(day: string, now: number | null): string {
  const date = new Date(`${day}T00:00:00Z`);
  const name = `${DAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  if (now === null) return `${name} ${date.getUTCFullYear()}`;
  const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  if (day === dayOf(now)) return `Today, ${name}`;
  if (day === dayOf(now - 86_400_000)) return `Yesterday, ${name}`;
  return date.getUTCFullYear() === new Date(now).getUTCFullYear() ? name : `${name} ${date.getUTCFullYear()}`;
}
