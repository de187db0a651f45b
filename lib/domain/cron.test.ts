import { describe, expect, it } from "vitest";
import { readCron } from "./cron";

const clock = (minutes: number[]) =>
  minutes.map((minute) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`).join(" ");

/** The days of November 2026 (the 1st is a Sunday) on which it runs. */
function novemberDays(expression: string): number[] | null {
  const cron = readCron(expression);
  if (!cron) return null;
  return Array.from({ length: 30 }, (_, index) => index + 1).filter((day) =>
    cron.onDay({ year: 2026, month: 11, day }),
  );
}

describe("a cron expression, read as Argo CD reads it", () => {
  it.each([
    ["0 14 * * 1-5", "14:00"],
    ["  0   14 * * 1-5 ", "14:00"],
    ["0,30 9-10 * * *", "9:00 9:30 10:00 10:30"],
    ["*/20 7 * * *", "7:00 7:20 7:40"],
    ["10/25 7 * * *", "7:10 7:35"],
    ["5-20/10 7 * * *", "7:05 7:15"],
    ["0 */25 * * *", "0:00"],
    ["00 014 * * *", "14:00"],
    ["0 14, * * *", "14:00"],
  ])("%s runs at %s", (expression, times) => {
    expect(clock(readCron(expression)?.minutes ?? [])).toBe(times);
  });

  it.each<[string, number[]]>([
    ["0 0 * * 0", [1, 8, 15, 22, 29]],
    ["0 0 * * wed", [4, 11, 18, 25]],
    ["0 0 * * WED", [4, 11, 18, 25]],
    ["0 0 ? * MON-TUE", [2, 3, 9, 10, 16, 17, 23, 24, 30]],
    ["0 0 13 * 5", [6, 13, 20, 27]],
    ["0 0 14 * 5", [6, 13, 14, 20, 27]],
    ["0 0 */10 * 1", [1, 2, 9, 11, 16, 21, 23, 30]],
    ["0 0 */1 * 1", [2, 9, 16, 23, 30]],
    ["0 0 31 * *", []],
    ["0 0 30 NOV *", [30]],
    ["0 0 * jul *", []],
    ["0 0 * 11/3 2", [3, 10, 17, 24]],
  ])("%s runs on these days of November", (expression, days) => {
    expect(novemberDays(expression)).toEqual(days);
  });

  it.each([
    "",
    "0 14 * *",
    "0 14 * * * *",
    "@daily",
    "CRON_TZ=UTC 0 14 * * *",
    "60 * * * *",
    "0 24 * * *",
    "0 0 0 * *",
    "0 0 32 * *",
    "0 0 * 13 *",
    "0 0 * * 7",
    "0 0 * * 5-7",
    "0 0 * * fri-sun",
    "0 0 * * friday",
    "0 0 * * 1#2",
    "0 0 L * *",
    "0 0 15W * *",
    "0 22-2 * * *",
    "0 1-2-3 * * *",
    "*/0 * * * *",
    "*/-1 * * * *",
    "1/2/3 * * * *",
    "-1 * * * *",
    "1.5 * * * *",
    ", * * * *",
    "*-5 * * * *",
    "0 14 * * lunes",
    "99999999999999999999 * * * *",
  ])("refuses “%s”", (expression) => {
    expect(readCron(expression)).toBeNull();
  });
});
