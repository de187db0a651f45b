type Entry<T> = { value: Promise<T>; cost: number };

/**
 * What is the same for ever under its key, made once for everybody who asks; what was asked for longest ago goes first.
 * What fails is not kept.
 */
export function createBoundedCache<T>({ mostCost, costOf }: { mostCost: number; costOf: (value: T) => number }) {
  const entries = new Map<string, Entry<T>>();
  let cost = 0;

  function drop(key: string, entry: Entry<T>) {
    if (entries.get(key) !== entry) return;
    entries.delete(key);
    cost -= entry.cost;
  }

  function makeRoom() {
    for (const [key, entry] of entries) {
      if (cost <= mostCost) return;
      drop(key, entry);
    }
  }

  return {
    get(key: string, make: () => Promise<T>): Promise<T> {
      const known = entries.get(key);
      if (known) {
        entries.delete(key);
        entries.set(key, known);
        return known.value;
      }
      const entry: Entry<T> = { value: make(), cost: 0 };
      entries.set(key, entry);
      entry.value.then(
        (value) => {
          if (entries.get(key) !== entry) return;
          entry.cost = costOf(value);
          cost += entry.cost;
          makeRoom();
        },
        () => drop(key, entry),
      );
      return entry.value;
    },
  };
}
