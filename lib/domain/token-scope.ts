import { matchesGlob } from "./glob";
import type { Action } from "./pipeline";

/** What a service token may do: each row as a role's grant in the policy says it. */
export type TokenScope = { environments: string; actions: Action[] }[];

/**
 * What no machine may do, whatever its scope says: it is nobody's second person, lifts no gate, and makes no rules. A row
 * with such an action grants the rest of what it names.
 */
const FOR_PEOPLE: readonly Action[] = ["administer", "approve", "override", "break-glass"];

/** Whether an action can be given to a service token at all. */
export function isForMachines(action: Action): boolean {
  return !FOR_PEOPLE.includes(action);
}

/** Whether a scope holds an action in an environment; what is of no environment only under `*`, as with roles. */
export function scopeHolds(scope: TokenScope, action: Action, environment: string | null): boolean {
  return (
    isForMachines(action) &&
    scope.some(
      ({ environments, actions }) =>
        actions.includes(action) &&
        (environment === null ? environments === "*" : matchesGlob(environments, environment)),
    )
  );
}
