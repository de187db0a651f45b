import type { Freeze, WindowRule } from "./pipeline";
import { type Interval, parseWindow } from "./window-rule";

export type WindowRules = {
  windows: readonly WindowRule[];
  maintenance: readonly WindowRule[];
  freezes: readonly Freeze[];
};
export type WindowVerdict = {
  state: "always-open" | "open" | "closed";
  /** When the state next changes; null when it does not within a year. */
  changesAt: Date | null;
  reason: string;
  /** The rule's place in the policy. */
  rule: string | null;
};

const MINUTE_MS = 60_000;
/** Most windows change within days; a yearly freeze is looked for only when nothing nearer was found. */
const HORIZONS_DAYS = [9, 70, 400];

/** Whether an environment may be synced at `now`: inside any open window, outside every maintenance and freeze. */
export function windowState(rules: WindowRules, now: Date): WindowVerdict {
  if (rules.windows.length + rules.maintenance.length + rules.freezes.length === 0)
    return { state: "always-open", changesAt: null, reason: "always open", rule: null };
  for (const days of HORIZONS_DAYS) {
    const spans = spansOf(rules, now.getTime(), days);
    const present = stateAt(rules, spans, now.getTime());
    const changesAt = boundaries(spans, now.getTime()).find((at) => stateAt(rules, spans, at).open !== present.open);
    if (changesAt !== undefined || days === HORIZONS_DAYS.at(-1)) return verdict(present, rules, changesAt);
  }
  return { state: "closed", changesAt: null, reason: "closed", rule: null };
}

type Span = Interval & { kind: "window" | "maintenance" | "freeze"; why: string; place: string };
type Present = { open: boolean; span: Span | null };

function verdict(present: Present, rules: WindowRules, changesAt: number | undefined): WindowVerdict {
  const at = changesAt === undefined ? null : new Date(changesAt);
  const rule = present.span?.place ?? rules.windows[0]?.place ?? null;
  if (present.open && rules.windows.length === 0 && at === null)
    return { state: "always-open", changesAt: null, reason: "always open", rule };
  if (present.open) return { state: "open", changesAt: at, reason: "open", rule };
  const why = present.span?.why ? `closed: ${present.span.why}` : "closed";
  return { state: "closed", changesAt: at, reason: why, rule };
}

function stateAt(rules: WindowRules, spans: Span[], at: number): Present {
  const active = spans.filter((span) => span.start <= at && at < span.end);
  const closing = active.find((span) => span.kind !== "window");
  if (closing) return { open: false, span: closing };
  if (rules.windows.length === 0) return { open: true, span: null };
  const opening = active.find((span) => span.kind === "window");
  return { open: opening !== undefined, span: opening ?? null };
}

function boundaries(spans: Span[], now: number): number[] {
  return [...new Set(spans.flatMap((span) => [span.start, span.end]))].filter((at) => at > now).sort((a, b) => a - b);
}

function spansOf(rules: WindowRules, now: number, days: number): Span[] {
  const from = (list: readonly WindowRule[], kind: Span["kind"]) =>
    list.flatMap((rule) => {
      const read = parseWindow(rule);
      if (!read.ok) return [];
      return read.window
        .intervals(now, days)
        .map((interval) => ({ ...interval, kind, why: rule.why, place: rule.place }));
    });
  return [
    ...from(rules.windows, "window"),
    ...from(rules.maintenance, "maintenance"),
    ...rules.freezes.flatMap(freezeSpan),
  ];
}

/** A freeze's dates are whole days in UTC, the last one included; with a time they are instants. */
function freezeSpan(freeze: Freeze): Span[] {
  const start = Date.parse(freeze.from);
  const end = Date.parse(freeze.to);
  if (Number.isNaN(start) || Number.isNaN(end)) return [];
  const wholeDays = /^\d{4}-\d{2}-\d{2}$/.test(freeze.to);
  return [
    { start, end: wholeDays ? end + 24 * 60 * MINUTE_MS : end, kind: "freeze", why: freeze.why, place: freeze.place },
  ];
}
