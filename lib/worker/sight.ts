/** What one life of the stream has brought: which applications, and whether before or after a moment. */
export type Sight = ReturnType<typeof createSight>;

export function createSight() {
  const seen = new Map<string, number>();
  let events = 0;
  return {
    saw(id: string) {
      events += 1;
      seen.set(id, events);
    },
    has: (id: string) => seen.has(id),
    /** A moment, to compare with. */
    now: () => events,
    sawSince: (id: string, moment: number) => (seen.get(id) ?? 0) > moment,
  };
}
