import type { Action } from "./pipeline";

type Cell = { environment: string; actions: Action[] };

/** Environments where a role may do the same, together and in their order: forty of a fleet are one line. */
export function sameRights(cells: readonly Cell[]): { environments: string[]; actions: Action[] }[] {
  const together = new Map<string, { environments: string[]; actions: Action[] }>();
  for (const { environment, actions } of cells) {
    const key = [...actions].sort().join(" ");
    const row = together.get(key) ?? { environments: [], actions };
    row.environments.push(environment);
    together.set(key, row);
  }
  return [...together.values()];
}

const MOST_NAMED = 4;

/** Their names, the first few of many. */
export function namesOfSome(names: readonly string[]): string {
  const left = names.length - MOST_NAMED;
  return left <= 1 ? names.join(", ") : `${names.slice(0, MOST_NAMED).join(", ")} and ${left} more`;
}
