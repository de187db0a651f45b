import { type Cron, readCron } from "./cron";
import { parseDuration } from "./duration";
import { type Interval, union } from "./interval";
import type { WindowRule } from "./pipeline";
import { type OnDay, readDays } from "./window-days";
import { addDays, instantOf, isZone, type LocalDate, localDate, offsetPeriods } from "./zoned-time";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAY_MINUTES = 1_440;
const LONGEST_MS = 366 * DAY_MS;

/** Every interval that touches the time from `from` up to `until`; what lies outside may be cut off. */
type Parsed = { intervals(from: number, until: number): Interval[] };
export type ParsedWindow = { ok: true; window: Parsed } | { ok: false; reason: string };

/**
 * Reads a window as the policy writes it: days and hours (`Mon-Fri 14:00-18:00`, `last Fri of month 22:00-02:00`), or
 * Argo CD's cron with a duration. Refuses, in words, what would never open or cannot be told apart.
 */
export function parseWindow(rule: Pick<WindowRule, "when" | "duration" | "zone">): ParsedWindow {
  if (!isZone(rule.zone))
    return { ok: false, reason: `“${rule.zone}” is not a time zone: write UTC or a name such as Europe/Berlin` };
  return rule.duration === null ? parseHours(rule.when, rule.zone) : parseCron(rule.when, rule.duration, rule.zone);
}

function parseHours(when: string, zone: string): ParsedWindow {
  const found = /^(.+?)\s+(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})$/.exec(when.trim());
  if (!found) {
    const cron = readCron(when) ? ": a cron needs a duration beside it, such as 4h" : "";
    return {
      ok: false,
      reason: `“${when}” is not a window${cron || ": write days and hours, such as Mon-Fri 14:00-18:00"}`,
    };
  }
  const [, days = "", h1, m1, h2, m2] = found;
  const onDay = readDays(days);
  if (typeof onDay === "string") return { ok: false, reason: onDay };
  const [start, end] = [Number(h1) * 60 + Number(m1), Number(h2) * 60 + Number(m2)];
  if (start >= DAY_MINUTES || end > DAY_MINUTES || Number(m1) > 59 || Number(m2) > 59)
    return { ok: false, reason: `“${when}” has an hour that does not exist` };
  if (start === end) return { ok: false, reason: `“${when}” starts when it ends: write 00:00-24:00 for a whole day` };
  const last = end > start ? end : end + DAY_MINUTES;
  return { ok: true, window: { intervals: (from, until) => daily(onDay, start, last, zone, from, until) } };
}

function daily(onDay: OnDay, start: number, end: number, zone: string, from: number, until: number): Interval[] {
  return datesBetween(addDays(localDate(from, zone), -2), addDays(localDate(until, zone), 1))
    .filter(onDay)
    .map((date) => ({ start: instantOf(date, start, zone), end: endOf(date, end, zone) }))
    .filter((interval) => interval.start < interval.end);
}

function endOf(date: LocalDate, minute: number, zone: string): number {
  const days = minute >= DAY_MINUTES ? 1 : 0;
  return instantOf(addDays(date, days), minute - days * DAY_MINUTES, zone);
}

function datesBetween(first: LocalDate, last: LocalDate): LocalDate[] {
  const end = Date.UTC(last.year, last.month - 1, last.day);
  const count = Math.round((end - Date.UTC(first.year, first.month - 1, first.day)) / DAY_MS) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => addDays(first, index));
}

function parseCron(expression: string, durationText: string, zone: string): ParsedWindow {
  const parsed = parseDuration(durationText);
  const duration = Math.round(parsed ?? 0);
  if (duration === 0 || durationText.includes("d"))
    return { ok: false, reason: `“${durationText}” is not a duration here: write 4h or 1h30m` };
  if (duration > LONGEST_MS) return { ok: false, reason: `“${durationText}” is longer than a year` };
  const cron = readCron(expression);
  if (!cron) return { ok: false, reason: `“${expression}” is not a cron of five fields, such as 0 14 * * 1-5` };
  if (!cron.comes) return { ok: false, reason: `“${expression}” never comes` };
  return { ok: true, window: { intervals: (from, until) => cronIntervals(cron, duration, zone, from, until) } };
}

/**
 * Argo CD reads the cron on a UTC clock that is shifted by the zone's present offset (contract 6.5). When that offset
 * changes the clock jumps, and so does this.
 */
function cronIntervals(cron: Cron, duration: number, zone: string, from: number, until: number): Interval[] {
  const periods = offsetPeriods(from - DAY_MS, until, zone);
  const offsets = periods.map((period) => period.offset);
  const runs = runsOf(cron, duration, from + Math.min(...offsets), until + Math.max(...offsets));
  return periods.flatMap(({ start, end, offset }) =>
    runs
      .map((run) => ({ start: Math.max(run.start - offset, start), end: Math.min(run.end - offset, end) }))
      .filter((interval) => interval.start < interval.end),
  );
}

/** On the shifted clock. The runs of one day are joined first: a cron of every minute is one interval a day. */
function runsOf({ onDay, minutes }: Cron, duration: number, from: number, until: number): Interval[] {
  const pattern = union(minutes.map((minute) => ({ start: minute * MINUTE_MS, end: minute * MINUTE_MS + duration })));
  const days = datesBetween(localDate(from - duration - DAY_MS, "UTC"), localDate(until, "UTC")).filter(onDay);
  const midnights = days.map(({ year, month, day }) => Date.UTC(year, month - 1, day));
  return union(midnights.flatMap((at) => pattern.map(({ start, end }) => ({ start: at + start, end: at + end }))));
}
