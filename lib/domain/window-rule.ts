import { Cron } from "croner";
import { parseDuration } from "./duration";
import type { WindowRule } from "./pipeline";
import { addDays, instantOf, isZone, type LocalDate, localDate, wallClock, weekday } from "./zoned-time";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const DAY_MS = 86_400_000;

/** Start inclusive, end exclusive, as instants in milliseconds. */
export type Interval = { start: number; end: number };
type OnDay = (date: LocalDate) => boolean;
type Parsed = { intervals(from: number, days: number): Interval[] };
export type ParsedWindow = { ok: true; window: Parsed } | { ok: false; reason: string };

/** Reads a window as the policy writes it: days and hours, or Argo CD's cron with a duration. */
export function parseWindow(rule: Pick<WindowRule, "when" | "duration" | "zone">): ParsedWindow {
  if (!isZone(rule.zone)) return { ok: false, reason: `${rule.zone} is not a time zone` };
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
  const length = end > start ? end : end + 1_440;
  return { ok: true, window: { intervals: (from, count) => daily(onDay, start, length, rule.zone, from, count) } };
}

function parseDays(text: string): OnDay | string {
  const nth = /^(first|second|third|fourth|last) (\w{3}) of month$/i.exec(text.trim());
  if (nth) return nthDay(nth[1] ?? "", nth[2] ?? "");
  const wanted = new Set<number>();
  for (const part of text.split(",").map((word) => word.trim())) {
    const [from = "", to = from] = part.split("-").map((word) => word.trim());
    const [first, last] = [dayNumber(from), dayNumber(to)];
    if (first === null || last === null) return `“${part}” is not a day: write Mon, Tue, Wed, Thu, Fri, Sat or Sun`;
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
  return Array.from({ length: days + 3 }, (_, index) => addDays(first, index))
    .filter(onDay)
    .map((date) => ({ start: instantOf(date, startMinute, zone), end: endOf(date, endMinute, zone) }));
}

function endOf(date: LocalDate, minute: number, zone: string): number {
  return minute >= 1_440 ? instantOf(addDays(date, 1), minute - 1_440, zone) : instantOf(date, minute, zone);
}

/** Argo CD reads the cron on a UTC clock that is shifted by the zone's present offset (contract 6.5, stack.md 7). */
function parseCron(expression: string, durationText: string, zone: string): ParsedWindow {
  const duration = parseDuration(durationText);
  if (duration === null || durationText.includes("d"))
    return { ok: false, reason: `“${durationText}” is not a duration: write 4h or 1h30m` };
  if (expression.trim().split(/\s+/).length !== 5 || /[@LW#?]|\b7\b/.test(expression))
    return { ok: false, reason: `“${expression}” is not a cron expression of five fields` };
  try {
    const cron = new Cron(expression, { timezone: "UTC" });
    return { ok: true, window: { intervals: (from, days) => cronIntervals(cron, duration, zone, from, days) } };
  } catch {
    return { ok: false, reason: `“${expression}” is not a cron expression` };
  }
}

function cronIntervals(cron: Cron, duration: number, zone: string, from: number, days: number): Interval[] {
  const offset = wallClock(from, zone) - from;
  const until = from + days * DAY_MS;
  const found: Interval[] = [];
  let next = cron.nextRun(new Date(from + offset - duration - 1));
  while (next && next.getTime() - offset <= until && found.length < 1_000) {
    const start = next.getTime() - offset;
    found.push({ start, end: start + duration });
    next = cron.nextRun(next);
  }
  return found;
}
