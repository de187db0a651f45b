/** How well an application fills a row: it holds the service's resources, it is there, or it has left. */
export type Hold = 2 | 1 | 0;

/**
 * Which application fills a row of an environment. Several may be claimed by one environment, each with some of its
 * services: the one that holds the service's resources fills the row. Of equals it is the first by name, whoever came first:
 * a restart must not give a row to another one.
 */
export function createCellOwners(onChange: (applicationId: string) => void) {
  const claims = new Map<string, Map<string, Hold>>();
  const rowsOf = new Map<string, Set<string>>();

  const best = (row: string): string | null => {
    let found: [string, Hold] | null = null;
    for (const claim of claims.get(row) ?? []) if (!found || isBetter(claim, found)) found = claim;
    return found?.[0] ?? null;
  };
  /** Changes the claims on a row, and tells those whom it gives or takes the row, but not the one who asks. */
  const change = (row: string, id: string, apply: (on: Map<string, Hold>) => void) => {
    const before = best(row);
    const on = claims.get(row) ?? new Map<string, Hold>();
    apply(on);
    claims.set(row, on);
    const after = best(row);
    if (before === after) return;
    for (const other of [before, after]) if (other !== null && other !== id) onChange(other);
  };

  return {
    isFilled: (row: string) => best(row) !== null,
    /** Sets all that an application claims; gives the rows that it fills. */
    claim(id: string, wanted: Map<string, Hold>): Set<string> {
      for (const row of rowsOf.get(id) ?? []) if (!wanted.has(row)) change(row, id, (on) => on.delete(id));
      for (const [row, hold] of wanted) change(row, id, (on) => on.set(id, hold));
      rowsOf.set(id, new Set(wanted.keys()));
      return new Set([...wanted.keys()].filter((row) => best(row) === id));
    },
  };
}

function isBetter([id, hold]: [string, Hold], [other, than]: [string, Hold]): boolean {
  return hold === than ? id < other : hold > than;
}
