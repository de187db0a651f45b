import { type LocalDate, weekday } from "./zoned-time";

// Argo CD's own reading (robfig/cron, five fields), which the usual libraries do not share: `5/15` runs to the end of the
// hour, `fri-sun` and a day 7 are refused, there is no `L`, `W`, `#` or `@daily`.

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const LIMITS = [
  { low: 0, high: 59, names: [] },
  { low: 0, high: 23, names: [] },
  { low: 1, high: 31, names: [] },
  { low: 1, high: 12, names: MONTHS },
  { low: 0, high: 6, names: WEEKDAYS },
] as const;

type Limits = { low: number; high: number; names: readonly string[] };
type Field = { values: Set<number>; any: boolean };
/** The days on which a schedule runs, and at which minutes of such a day, in order; 31 February never comes. */
export type Cron = { onDay(date: LocalDate): boolean; minutes: number[]; comes: boolean };

const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Reads a cron expression of five fields as Argo CD does; null for anything else. */
export function readCron(expression: string): Cron | null {
  const words = expression.trim().split(/\s+/);
  const [minute, hour, day, month, dayOfWeek] = LIMITS.map((limits, index) => readField(words[index] ?? "", limits));
  if (words.length !== LIMITS.length || !minute || !hour || !day || !month || !dayOfWeek) return null;
  const minutes = ordered(hour).flatMap((h) => ordered(minute).map((m) => h * 60 + m));
  const onDay = (date: LocalDate) => {
    if (!month.values.has(date.month)) return false;
    const [byDay, byWeekday] = [day.values.has(date.day), dayOfWeek.values.has(weekday(date))];
    return day.any || dayOfWeek.any ? byDay && byWeekday : byDay || byWeekday;
  };
  const orWeekday = !day.any && !dayOfWeek.any;
  const comes = orWeekday || ordered(month).some((m) => Math.min(...day.values) <= (LONGEST_MONTHS[m - 1] ?? 0));
  return { onDay, minutes, comes };
}

function readField(text: string, limits: Limits): Field | null {
  const field: Field = { values: new Set(), any: false };
  for (const item of text.split(",").filter((part) => part !== "")) {
    const [range = "", stepText, ...more] = item.split("/");
    const step = stepText === undefined ? 1 : numberOf(stepText, []);
    const ends = rangeOf(range, stepText !== undefined, limits);
    if (more.length > 0 || !ends || step === null || step === 0) return null;
    if (ends.any && step === 1) field.any = true;
    for (let value = ends.low; value <= ends.high; value += step) field.values.add(value);
  }
  return field.values.size > 0 ? field : null;
}

function rangeOf(text: string, stepped: boolean, limits: Limits): { low: number; high: number; any: boolean } | null {
  if (text === "*" || text === "?") return { low: limits.low, high: limits.high, any: true };
  const [first = "", last, ...more] = text.split("-");
  const low = numberOf(first, limits.names, limits.low);
  const high = last === undefined ? (stepped ? limits.high : low) : numberOf(last, limits.names, limits.low);
  if (more.length > 0 || low === null || high === null) return null;
  if (low < limits.low || high > limits.high || low > high) return null;
  return { low, high, any: false };
}

function numberOf(text: string, names: readonly string[], first = 0): number | null {
  const index = names.indexOf(text.toLowerCase());
  if (index >= 0) return index + first;
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}

function ordered({ values }: Field): number[] {
  return [...values].sort((a, b) => a - b);
}
