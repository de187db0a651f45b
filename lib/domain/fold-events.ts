import type { KubernetesEvent } from "./observed-inside";

const PAUSE_MS = 60 * 60_000;

/**
 * The same said of the same thing again and again, as one: how often, since when, and when last; after a pause of an hour it
 * is said anew. Newest first, those without a time last.
 */
export function foldEvents(events: readonly KubernetesEvent[]): KubernetesEvent[] {
  const groups = new Map<string, KubernetesEvent[]>();
  for (const event of [...events].sort(newestFirst)) {
    const group = groups.get(sameness(event));
    if (group) group.push(event);
    else groups.set(sameness(event), [event]);
  }
  return [...groups.values()]
    .flatMap(withoutPause)
    .flatMap((group) => folded(group) ?? [])
    .sort(newestFirst);
}

/** Cut where nothing was said for long. */
function withoutPause(newest: KubernetesEvent[]): KubernetesEvent[][] {
  const cut: KubernetesEvent[][] = [];
  for (const event of newest) {
    const last = cut.at(-1);
    const later = last?.at(-1);
    if (last && later && beginOf(later) - timeOf(event) <= PAUSE_MS) last.push(event);
    else cut.push([event]);
  }
  return cut;
}

/** A cluster that keeps one event for each time counts in them, so that its counts are not added up. */
function folded(group: KubernetesEvent[]): KubernetesEvent | null {
  const [newest] = group;
  if (!newest) return null;
  const begun = group
    .flatMap(({ firstAt, lastAt }) => firstAt ?? lastAt ?? [])
    .sort((a, b) => a.getTime() - b.getTime());
  const count = Math.max(group.length, ...group.map((event) => event.count));
  return { ...newest, count, firstAt: begun[0] ?? null };
}

function sameness({ type, reason, message, object }: KubernetesEvent): string {
  return JSON.stringify([type, reason, message, object.kind, object.namespace, object.name]);
}

function newestFirst(a: KubernetesEvent, b: KubernetesEvent): number {
  const [one, other] = [timeOf(a), timeOf(b)];
  return one === other ? 0 : other - one;
}

function beginOf(event: KubernetesEvent): number {
  return event.firstAt?.getTime() ?? timeOf(event);
}

function timeOf({ lastAt, firstAt }: KubernetesEvent): number {
  return (lastAt ?? firstAt)?.getTime() ?? Number.NEGATIVE_INFINITY;
}
