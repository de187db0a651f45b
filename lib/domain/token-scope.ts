import { matchesGlob } from "./glob";
import type { Action } from "./pipeline";

/** What a service token may do: each row as a role's grant in the policy says it. */
export type TokenScope = { environments: string; actions: Action[] }[];

/**
 * Every action, and whether a machine may hold it. What it may not, whatever its scope says: it is nobody's second person,
 * lifts no gate, and makes no rules.
 */
const FOR_MACHINES: Record<Action, boolean> = {
  view: true,
  logs: true,
  refresh: true,
  request: true,
  approve: false,
  change: true,
  sync: true,
  force: true,
  prune: true,
  rollback: true,
  terminate: true,
  restart: true,
  override: false,
  freeze: true,
  acknowledge: true,
  "break-glass": false,
  administer: false,
};
export const ALL_ACTIONS = Object.keys(FOR_MACHINES) as Action[];

/** Whether an action can be given to a service token at all. */
export function isForMachines(action: Action): boolean {
  return FOR_MACHINES[action];
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
