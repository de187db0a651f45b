/** Start inclusive, end exclusive, as instants in milliseconds. */
export type Interval = { start: number; end: number };

/** The same instants as the fewest intervals, in order: what overlaps or touches becomes one. */
export function union(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const { start, end } of [...intervals].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (start >= end) continue;
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** The instants of `from` that `without` does not hold; both as `union` gives them. */
export function subtract(from: readonly Interval[], without: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  let next = 0;
  for (const { start, end } of from) {
    let at = start;
    for (let index = next; index < without.length; index++) {
      const gap = without[index];
      if (!gap || gap.start >= end) break;
      if (gap.end <= at) {
        next = index;
        continue;
      }
      if (gap.start > at) left.push({ start: at, end: gap.start });
      at = gap.end;
    }
    if (at < end) left.push({ start: at, end });
  }
  return left;
}
