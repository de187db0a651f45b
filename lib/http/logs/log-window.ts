import type { LogLineView } from "@/lib/http/contracts/logs";

const LINES = 500;

/** The lines around a moment: so many before it and after. `pass` gives what may be shown, and whether that was all. */
export function logWindow(at: Date, lines = LINES) {
  const momentMs = at.getTime();
  let before: LogLineView[] | null = [];
  let after = 0;

  function pass(batch: LogLineView[]): { lines: LogLineView[]; whole: boolean } {
    const out: LogLineView[] = [];
    for (const line of batch) {
      if (before && (line.at === null || line.at < momentMs)) {
        before.push(line);
        if (before.length >= 2 * lines) before = before.slice(-lines);
        continue;
      }
      out.push(...rest());
      if (after >= lines) return { lines: out, whole: true };
      out.push(line);
      after += 1;
    }
    return { lines: out, whole: after >= lines };
  }

  /** What stood before the moment, when nothing comes after it. */
  function rest(): LogLineView[] {
    const held = before?.slice(-lines) ?? [];
    before = null;
    return held;
  }

  return { pass, rest };
}
