/** "15:04:05.123", with the day before it where it is another than today's. */
export function lineTime(at: number | null, utc: boolean, nowMs: number | null): string {
  if (at === null) return "";
  const time = parts(new Date(at), utc);
  const today = nowMs === null ? time.day : parts(new Date(nowMs), utc).day;
  return time.day === today ? time.clock : `${time.day} ${time.clock}`;
}

/** The whole moment, as an address and a person take it: 2026-11-24T15:04:05.123Z. */
export function isoTime(at: number): string {
  return new Date(at).toISOString();
}

function parts(at: Date, utc: boolean): { day: string; clock: string } {
  const two = (value: number) => String(value).padStart(2, "0");
  const [month, date, hours, minutes, seconds] = utc
    ? [at.getUTCMonth(), at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()]
    : [at.getMonth(), at.getDate(), at.getHours(), at.getMinutes(), at.getSeconds()];
  const milliseconds = String(at.getUTCMilliseconds()).padStart(3, "0");
  return {
    day: `${two(month + 1)}-${two(date)}`,
    clock: `${two(hours)}:${two(minutes)}:${two(seconds)}.${milliseconds}`,
  };
}
