import { type Interval, subtract, union } from "./interval";
import type { Freeze, WindowRule } from "./pipeline";
import { parseFreeze } from "./sync-window-freeze";
import { parseWindow } from "./window-rule";

export type WindowRules = {
  windows: readonly WindowRule[];
  maintenance: readonly WindowRule[];
  freezes: readonly Freeze[];
};
export type WindowVerdict = {
  state: "always-open" | "open" | "closed";
  /** The first instant at which the state changes; null when it does not within a year. */
  changesAt: Date | null;
  reason: string;
  /** The rule's place in the policy. */
  rule: string | null;
};

const DAY_MS = 86_400_000;
/** Most windows change within days: far ahead is looked only when nothing nearer was found. */
const LOOK_AHEAD_DAYS = [9, 70, 400];
const ALWAYS: Interval[] = [{ start: -Infinity, end: Infinity }];

/**
 * Whether an environment may be synced at `now`: inside any open window, outside every maintenance and freeze
 * (product.md). A window holds from its start up to, and without, its end. Rules that cannot be read are the policy
 * reader's business and count for nothing here, except that a window that cannot be read never opens anything.
 */
export function windowState(rules: WindowRules, now: Date): WindowVerdict {
  const instant = now.getTime();
  const near = instant + DAY_MS;
  const isOpen = openIntervals(rules, instant, near).some((interval) => holds(interval, instant));
  const changesAt = nextChange(rules, instant, isOpen);
  const spans = [...windowSpans(rules, instant, near), ...closingSpans(rules, instant, near)];
  const active = spans.filter((span) => holds(span, instant));
  return isOpen ? opened(rules, active, changesAt) : closed(rules, active, changesAt);
}

type Span = Interval & { kind: "window" | "maintenance" | "freeze"; why: string; place: string };

function nextChange(rules: WindowRules, now: number, isOpen: boolean): Date | null {
  let from = now;
  for (const days of LOOK_AHEAD_DAYS) {
    const until = now + days * DAY_MS;
    const at = firstFlip(openIntervals(rules, from, until), isOpen, from);
    // Beyond `until` not everything is listed, and all would seem closed.
    if (at !== null && at < until) return new Date(at);
    from = until;
  }
  return null;
}

function firstFlip(open: Interval[], isOpen: boolean, from: number): number | null {
  const holding = open.find((interval) => holds(interval, from));
  if (isOpen) return holding ? holding.end : from;
  if (holding) return from;
  return open.find((interval) => interval.start > from)?.start ?? null;
}

function openIntervals(rules: WindowRules, from: number, until: number): Interval[] {
  const closing = union(closingSpans(rules, from, until));
  // Behind what closes all the time nothing opens: then not even the densest window has to be listed.
  if (closing.some(({ start, end }) => start <= from && end >= until)) return [];
  return subtract(rules.windows.length === 0 ? ALWAYS : union(windowSpans(rules, from, until)), closing);
}

function holds({ start, end }: Interval, at: number): boolean {
  return start <= at && at < end;
}

function opened(rules: WindowRules, active: Span[], changesAt: Date | null): WindowVerdict {
  if (rules.windows.length === 0 && changesAt === null)
    return { state: "always-open", changesAt, reason: "always open", rule: null };
  return { state: "open", changesAt, reason: "open", rule: active[0]?.place ?? null };
}

/** Of several that close it, the one that lasts longest is the reason that fits the countdown. */
function closed(rules: WindowRules, active: Span[], changesAt: Date | null): WindowVerdict {
  const closing = active.filter((span) => span.kind !== "window").sort((a, b) => b.end - a.end)[0];
  if (!closing) return { state: "closed", changesAt, reason: "closed", rule: rules.windows[0]?.place ?? null };
  const otherwise = closing.kind === "freeze" ? "closed by a freeze" : "closed for maintenance";
  return {
    state: "closed",
    changesAt,
    reason: closing.why ? `closed: ${closing.why}` : otherwise,
    rule: closing.place,
  };
}

function windowSpans(rules: WindowRules, from: number, until: number): Span[] {
  return rules.windows.flatMap((rule) => ruleSpans(rule, "window", from, until));
}

function closingSpans(rules: WindowRules, from: number, until: number): Span[] {
  return [
    ...rules.maintenance.flatMap((rule) => ruleSpans(rule, "maintenance", from, until)),
    ...rules.freezes.flatMap(freezeSpan),
  ];
}

function ruleSpans(rule: WindowRule, kind: Span["kind"], from: number, until: number): Span[] {
  const read = parseWindow(rule);
  if (!read.ok) return [];
  return read.window.intervals(from, until).map((span) => ({ ...span, kind, why: rule.why, place: rule.place }));
}

function freezeSpan(freeze: Freeze): Span[] {
  const read = parseFreeze(freeze);
  if (!read.ok) return [];
  return [{ start: read.start, end: read.end, kind: "freeze", why: freeze.why, place: freeze.place }];
}
