import type { ObservedApplication } from "@/lib/domain/observed";
import { isRunning } from "@/lib/domain/operation-kind";

/**
 * Whether `next` was true before `known` was: what only ever grows has become less. Another replica of Argo CD may lag
 * behind the one that was asked before (contract 7). Equal looks are not older.
 */
export function isOlder(next: ObservedApplication, known: ObservedApplication): boolean {
  if (next.uid !== known.uid) return false;
  if (lastId(next) < lastId(known)) return true;
  if (isBefore(next.healthSince, known.healthSince)) return true;
  return operationIsOlder(next.operation, known.operation);
}

function lastId(application: ObservedApplication): number {
  return application.history.at(-1)?.id ?? -1;
}

/** An operation that ended never runs again: a retry keeps running until it has ended for good (contract 6.3). */
function operationIsOlder(next: ObservedApplication["operation"], known: ObservedApplication["operation"]): boolean {
  if (!next || !known) return false;
  if (isBefore(next.startedAt, known.startedAt)) return true;
  return next.startedAt?.getTime() === known.startedAt?.getTime() && isRunning(next) && !isRunning(known);
}

function isBefore(a: Date | null, b: Date | null): boolean {
  return a !== null && b !== null && a.getTime() < b.getTime();
}
