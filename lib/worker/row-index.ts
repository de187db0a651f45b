import { rowKey } from "./change-batch";
import type { Place } from "./place-application";

/** Which applications stand on the values file of a row, so that only those are looked over when it has been read. */
export function createRowIndex() {
  const ids = new Map<string, Set<string>>();
  return {
    clear: () => ids.clear(),
    remember(id: string, { resolved, rows }: Place) {
      const [row] = rows;
      if (row === undefined) return;
      const key = rowKey(resolved.environment.name, row);
      ids.set(key, (ids.get(key) ?? new Set()).add(id));
    },
    of: (environment: string, row: string): Iterable<string> => ids.get(rowKey(environment, row)) ?? [],
  };
}
