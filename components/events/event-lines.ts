import type { ClusterEvent, EventsPage } from "@/lib/http/contracts/events";
import type { TimelineEntry } from "@/lib/http/contracts/timeline";

/** One line of the list: what the cluster said, or what Slipway kept. */
export type EventLine = { key: string; at: string | null; warning: boolean } & (
  | { cluster: ClusterEvent; own: null }
  | { cluster: null; own: TimelineEntry }
);

export type EventFilter = { q: string; only: "all" | "warnings" };

/** Both histories in one order, newest first; what has no time comes last. */
export function eventLines({
  cluster,
  own,
}: Pick<EventsPage, "own"> & { cluster: Pick<EventsPage["cluster"], "events"> }) {
  const lines: EventLine[] = [
    ...cluster.events.map(
      (event): EventLine => ({
        key: `${event.id} ${event.object.name} ${event.reason} ${event.message.slice(0, 80)}`,
        at: event.lastAt ?? event.firstAt,
        warning: event.warning,
        cluster: event,
        own: null,
      }),
    ),
    ...own.map(
      (entry): EventLine => ({
        key: entry.id,
        at: entry.at,
        warning: entry.tone === "failing" || entry.tone === "attention",
        cluster: null,
        own: entry,
      }),
    ),
  ];
  return lines.sort((a, b) => timeOf(b) - timeOf(a));
}

export function isAsked(line: EventLine, { q, only }: EventFilter): boolean {
  if (only === "warnings" && !line.warning) return false;
  const words = q.trim().toLowerCase();
  return words === "" || textOf(line).toLowerCase().includes(words);
}

function textOf({ cluster, own }: EventLine): string {
  if (own) return [own.who ?? "", own.words, own.detail, own.chip].join(" ");
  return [cluster.reason, cluster.message, cluster.source, cluster.object.kind, cluster.object.name].join(" ");
}

function timeOf({ at }: EventLine): number {
  return at === null ? Number.NEGATIVE_INFINITY : Date.parse(at);
}
