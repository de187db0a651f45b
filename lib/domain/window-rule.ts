import { Cron } from "croner";
import { parseDuration } from "./duration";
import type { WindowRule } from "./pipeline";
import { addDays, instantOf, isZone, type LocalDate, localDate, offsetPeriods, weekday } from "./zoned-time";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const DAY_MS = 86_400_000;
/** Reading a cron costs some 0.1 ms a start, on every page: a denser rule is looked at no further ahead than this. */
const MOST_STARTS = 1_000;

/** Start inclusive, end exclusive, as instants in milliseconds. */
export type Interval = { start: number; end: number };
type OnDay = (date: LocalDate) => boolean;
/** Every interval that touches `from` up to `until`; a very dense rule is listed only up to `knownUntil`. */
type Listed = { intervals: Interval[]; knownUntil: number };
type Parsed = { intervals(from: number, days: number): Listed };
export type ParsedWindow = { ok: true; window: Parsed } | { ok: false; reason: string };

/**
 * Reads a window as the policy writes it: days and hours (`Mon-Fri 14:00-18:00`, `last Fri of month 22:00-02:00`), or
 * Argo CD's cron with a duration. Refuses, in words, what would never open or cannot be told apart.
 */
export function parseWindow(rule: Pick<WindowRule, "when" | "duration" | "zone">): ParsedWindow {
  if (!isZone(rule.zone))
    return { ok: false, reason: `“${rule.zone}” is not a time zone: write UTC or a name such as Europe/Berlin` };
  if (rule.duration !== null) return parseCron(rule.when, rule.duration, rule.zone);
  const found = /^(.+?)\s+(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})$/.exec(rule.when.trim());
  if (!found)
    return { ok: false, reason: `“${rule.when}” is not a window: write days and hours, such as Mon-Fri 14:00-18:00` };
  const [, days = "", h1, m1, h2, m2] = found;
  const onDay = parseDays(days);
  if (typeof onDay === "string") return { ok: false, reason: onDay };
  const [start, end] = [Number(h1) * 60 + Number(m1), Number(h2) * 60 + Number(m2)];
  if (start > 1_439 || end > 1_440 || Number(m1) > 59 || Number(m2) > 59)
    return { ok: false, reason: `“${rule.when}” has an hour that does not exist` };
  if (start === end)
    return { ok: false, reason: `“${rule.when}” starts when it ends: write 00:00-24:00 for a whole day` };
  const length = end > start ? end : end + 1_440;
  const intervals = (from: number, count: number) => ({
    intervals: daily(onDay, start, length, rule.zone, from, count),
    knownUntil: from + count * DAY_MS,
  });
  return { ok: true, window: { intervals } };
}

function parseDays(text: string): OnDay | string {
  const nth = /^(first|second|third|fourth|last) (\w{3}) of month$/i.exec(text.trim());
  if (nth) return nthDay(nth[1] ?? "", nth[2] ?? "");
  if (/ of month$/i.test(text))
    return `“${text.trim()}” is not a day of the month: write first Wed of month or last Fri of month`;
  const wanted = new Set<number>();
  for (const part of text.split(",").map((word) => word.trim())) {
    const [from = "", to = from, ...more] = part.split("-").map((word) => word.trim());
    const [first, last] = [dayNumber(from), dayNumber(to)];
    if (first === null || last === null || more.length > 0)
      return `“${part}” is not a day: write Mon, Tue, Wed, Thu, Fri, Sat or Sun`;
    for (let day = first; ; day = (day + 1) % 7) {
      wanted.add(day);
      if (day === last) break;
    }
  }
  return (date) => wanted.has(weekday(date));
}

function nthDay(order: string, name: string): OnDay | string {
  const day = dayNumber(name);
  if (day === null) return `“${name}” is not a day`;
  if (order.toLowerCase() === "last") return (date) => weekday(date) === day && addDays(date, 7).month !== date.month;
  const nth = ["first", "second", "third", "fourth"].indexOf(order.toLowerCase());
  return (date) => weekday(date) === day && Math.floor((date.day - 1) / 7) === nth;
}

function dayNumber(name: string): number | null {
  const index = DAYS.findIndex((day) => day.toLowerCase() === name.toLowerCase());
  return index < 0 ? null : index;
}

function daily(
  onDay: OnDay,
  startMinute: number,
  endMinute: number,
  zone: string,
  from: number,
  days: number,
): Interval[] {
  const first = addDays(localDate(from, zone), -2);
  return Array.from({ length: days + 4 }, (_, index) => addDays(first, index))
    .filter(onDay)
    .map((date) => ({ start: instantOf(date, startMinute, zone), end: endOf(date, endMinute, zone) }))
    .filter(({ start, end }) => start < end);
}

function endOf(date: LocalDate, minute: number, zone: string): number {
  return minute >= 1_440 ? instantOf(addDays(date, 1), minute - 1_440, zone) : instantOf(date, minute, zone);
}

/**
 * Argo CD reads the cron on a UTC clock that is shifted by the zone's present offset (contract 6.5, stack.md 7), and its
 * parser takes five plain fields: no seconds, no `@daily`, no `L`, no day 7.
 */
function parseCron(expression: string, durationText: string, zone: string): ParsedWindow {
  const duration = parseDuration(durationText);
  if (duration === null || duration === 0 || durationText.includes("d"))
    return { ok: false, reason: `“${durationText}” is not a duration here: write 4h or 1h30m` };
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== 5 || /[@LW#+]/.test(expression) || /\b7\b/.test(fields[4] ?? ""))
    return { ok: false, reason: `“${expression}” is not a cron expression of five fields, such as 0 14 * * 1-5` };
  try {
    const cron = new Cron(expression, { timezone: "UTC" });
    if (!cron.nextRun(new Date(0))) return { ok: false, reason: `“${expression}” never comes` };
    return { ok: true, window: { intervals: (from, days) => cronIntervals(cron, duration, zone, from, days) } };
  } catch {
    return { ok: false, reason: `“${expression}” is not a cron expression such as 0 14 * * 1-5` };
  }
}

/** Active while the shifted clock stands inside a run; when the zone's offset changes the clock jumps, and so does this. */
function cronIntervals(cron: Cron, duration: number, zone: string, from: number, days: number): Listed {
  const until = from + days * DAY_MS;
  const periods = offsetPeriods(from - DAY_MS, until, zone);
  const offsets = periods.map((period) => period.offset);
  const runs = runsOf(cron, duration, from + Math.min(...offsets), until + Math.max(...offsets));
  const intervals = periods.flatMap(({ start, end, offset }) =>
    runs.list
      .map((run) => ({ start: Math.max(run.start - offset, start), end: Math.min(run.end - offset, end) }))
      .filter((interval) => interval.start < interval.end),
  );
  return { intervals, knownUntil: Math.min(until, runs.knownUntil - Math.max(...offsets)) };
}

/** The runs on the shifted clock that touch `from` up to `until`. */
function runsOf(cron: Cron, duration: number, from: number, until: number): { list: Interval[]; knownUntil: number } {
  const list: Interval[] = [];
  let next = cron.nextRun(new Date(from - duration - 1));
  while (next && next.getTime() <= until) {
    if (list.length === MOST_STARTS) return { list, knownUntil: next.getTime() };
    list.push({ start: next.getTime(), end: next.getTime() + duration });
    next = cron.nextRun(next);
  }
  return { list, knownUntil: until };
}
