const DAY_MS = 86_400_000;

export type LocalDate = { year: number; month: number; day: number };

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(zone, made);
  return made;
}

/** True for the zones that this runtime knows: UTC and IANA names. A bare offset (`+02:00`) is none: Argo CD knows none. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(zone)) return false;
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** What the zone's clocks show at an instant, as if it were UTC, in milliseconds. */
export function wallClock(instant: number, zone: string): number {
  if (zone === "UTC") return instant;
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(instant)
      .map((part) => [part.type, Number(part.value)]),
  );
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((instant % 1_000) + 1_000) % 1_000);
}

export function localDate(instant: number, zone: string): LocalDate {
  const wall = new Date(wallClock(instant, zone));
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() };
}

export function addDays({ year, month, day }: LocalDate, days: number): LocalDate {
  const moved = new Date(Date.UTC(year, month - 1, day) + days * DAY_MS);
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
}

/** 0 is Sunday. */
export function weekday({ year, month, day }: LocalDate): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

/**
 * The first instant at which the zone's clocks show this minute of the day or have passed it: in the hour that is skipped
 * in spring the moment of the jump, in the hour that comes twice in autumn its first time.
 */
export function instantOf(date: LocalDate, minuteOfDay: number, zone: string): number {
  const wall = Date.UTC(date.year, date.month - 1, date.day) + minuteOfDay * 60_000;
  const [before, after] = [offsetAt(wall - DAY_MS, zone), offsetAt(wall + DAY_MS, zone)];
  const early = wall - Math.max(before, after);
  const late = wall - Math.min(before, after);
  if (wallClock(early, zone) === wall) return early;
  if (wallClock(late, zone) === wall) return late;
  return firstWhere((at) => wallClock(at, zone) >= wall, early, late);
}

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, zone: string): number {
  return wallClock(instant, zone) - instant;
}

/** The spans of time between two instants in which the zone's offset from UTC stays the same; in order, without gaps. */
export function offsetPeriods(
  from: number,
  until: number,
  zone: string,
): { start: number; end: number; offset: number }[] {
  const periods = [{ start: from, end: until, offset: offsetAt(from, zone) }];
  if (zone === "UTC") return periods;
  for (let at = from; at < until; at += DAY_MS) {
    const next = Math.min(at + DAY_MS, until);
    const last = periods.at(-1);
    const offset = offsetAt(next, zone);
    if (last === undefined || offset === last.offset) continue;
    const change = firstWhere((instant) => offsetAt(instant, zone) === offset, at, next);
    last.end = change;
    periods.push({ start: change, end: until, offset });
  }
  return periods;
}

/** The first millisecond after `low` and up to `high` where the test holds; it holds at `high` and, once true, stays so. */
function firstWhere(test: (at: number) => boolean, low: number, high: number): number {
  let [no, yes] = [low, high];
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2);
    if (test(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}
