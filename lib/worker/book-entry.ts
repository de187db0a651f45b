import type { ObservedApplication } from "@/lib/domain/observed";
import type { PodsOfService, Projection } from "@/lib/domain/projection";
import { sameContent } from "@/lib/domain/same-content";

/** A state that was seen, and when. */
export type Step = { observed: ObservedApplication; present: boolean; at: Date };

export type Entry = Step & {
  /** States between what was taken last and now: each is history of its own, however quickly they followed. */
  steps: Step[];
  /** What was taken last: it is to be taken again when its write failed. */
  taken: Step[];
  /** The time of the state that history was told last: what changes after it without a word of Argo CD's is of now. */
  toldAt: Date | null;
  pods: Record<string, PodsOfService>;
  written: Projection | null;
  deployments: Map<string, string>;
};

/** More quick steps than these are not kept apart. */
export const MOST_STEPS = 50;

/** An application that this watch sees for the first time; `written` is what the last one kept of it. */
export function newEntry(step: Step, written: Projection | null): Entry {
  const pods = Object.fromEntries((written?.cells ?? []).map((cell) => [cell.service, podsOf(cell)]));
  return { ...step, steps: [], taken: [], toldAt: null, pods, written, deployments: new Map() };
}

/** Until the tree has been read again, the pods are as they were last seen. */
function podsOf(cell: Projection["cells"][number]): PodsOfService {
  return {
    running: cell.running,
    ready: cell.ready,
    failing: cell.failing,
    stillServes: servedBefore(cell.stillServes),
  };
}

/** What was written in words, as facts again. */
function servedBefore(words: string | null): PodsOfService["stillServes"] {
  const [, version, ready, total] = /^(.+) still serves (\d+) of (\d+)$/.exec(words ?? "") ?? [];
  return version === undefined ? null : { version, ready: Number(ready), total: Number(total) };
}

/** Whether nothing that is kept as history differs. */
export function isSameStep(a: Step, b: Step): boolean {
  return sameContent(historyOf(a), historyOf(b));
}

function historyOf({ observed, present }: Step) {
  const { sync, health, revision, operation, history } = observed;
  return [present, sync, health, revision, operation?.phase, operation?.startedAt, history.at(-1)?.id];
}

/** Whether a store holds what was last taken, rows in any order. */
export function isWritten(saved: Projection | undefined, entry: Entry): boolean {
  return saved !== undefined && entry.written !== null && sameContent(sorted(saved), sorted(entry.written));
}

function sorted({ application, cells }: Projection) {
  const key = (cell: Projection["cells"][number]) => `${cell.environment} ${cell.service}`;
  return { application, cells: [...cells].sort((a, b) => (key(a) < key(b) ? -1 : 1)) };
}
