import type { Freeze, WindowRule } from "./pipeline";
import { parseFreeze } from "./sync-window-freeze";
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

const DAY_MS = 86_400_000;
/** Most windows change within days; a yearly freeze is looked for only when nothing nearer was found. */
const HORIZONS_DAYS = [9, 70, 400];

/**
 * Whether an environment may be synced at `now`: inside any open window, outside every maintenance and freeze
 * (product.md). A window holds from its start up to, and without, its end. Rules that cannot be read are the policy
 * reader's business and count for nothing here, except that a window that cannot be read never opens anything.
 */
export function windowState(rules: WindowRules, now: Date): WindowVerdict {
  if (rules.windows.length + rules.maintenance.length + rules.freezes.length === 0)
    return { state: "always-open", changesAt: null, reason: "always open", rule: null };
  for (const days of HORIZONS_DAYS) {
    const { spans, knownUntil } = spansOf(rules, now.getTime(), days);
    const present = stateAt(rules, spans, now.getTime());
    const changesAt = boundaries(spans, now.getTime(), knownUntil).find(
      (at) => stateAt(rules, spans, at).open !== present.open,
    );
    const last = days === HORIZONS_DAYS.at(-1) || knownUntil < now.getTime() + days * DAY_MS;
    if (changesAt !== undefined || last) return verdict(present, rules, changesAt);
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

/** Where the state may change, as far as everything that begins before is listed: beyond, all would seem closed. */
function boundaries(spans: Span[], now: number, knownUntil: number): number[] {
  return [...new Set(spans.flatMap((span) => [span.start, span.end]))]
    .filter((at) => at > now && at < knownUntil)
    .sort((a, b) => a - b);
}

function spansOf(rules: WindowRules, now: number, days: number): { spans: Span[]; knownUntil: number } {
  const read = [...listed(rules.windows, "window", now, days), ...listed(rules.maintenance, "maintenance", now, days)];
  return {
    spans: [...read.flatMap((rule) => rule.spans), ...rules.freezes.flatMap(freezeSpan)],
    knownUntil: Math.min(now + days * DAY_MS, ...read.map((rule) => rule.knownUntil)),
  };
}

function listed(rules: readonly WindowRule[], kind: Span["kind"], now: number, days: number) {
  return rules.flatMap((rule) => {
    const read = parseWindow(rule);
    if (!read.ok) return [];
    const { intervals, knownUntil } = read.window.intervals(now, days);
    return [
      { knownUntil, spans: intervals.map((interval) => ({ ...interval, kind, why: rule.why, place: rule.place })) },
    ];
  });
}

function freezeSpan(freeze: Freeze): Span[] {
  const read = parseFreeze(freeze);
  if (!read.ok) return [];
  return [{ start: read.start, end: read.end, kind: "freeze", why: freeze.why, place: freeze.place }];
}
