import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isActive } from "@/simulator/argocd/windows";
import { parseWindow } from "./window-rule";

type Rule = { when: string; duration?: string | null; zone?: string };

/** Open times within the span, as "from..to" in UTC. */
function openTimes({ when, duration = null, zone = "UTC" }: Rule, from: string, until: string): string[] {
  const read = parseWindow({ when, duration, zone });
  if (!read.ok) return [read.reason];
  const [first, last] = [Date.parse(from), Date.parse(until)];
  return read.window
    .intervals(first, last)
    .filter(({ start, end }) => end > first && start < last)
    .map(({ start, end }) => `${short(Math.max(start, first))}..${short(Math.min(end, last))}`);
}

function short(instant: number): string {
  return new Date(instant).toISOString().slice(5, 16);
}

describe("days and hours", () => {
  it.each<[string, Rule, string, string, string[]]>([
    [
      "working hours",
      { when: "Mon-Fri 14:00-18:00" },
      "2026-11-27T00:00Z",
      "2026-11-30T23:00Z",
      ["11-27T14:00..11-27T18:00", "11-30T14:00..11-30T18:00"],
    ],
    [
      "over midnight, by the day it begins",
      { when: "Sat 22:00-02:00" },
      "2026-11-28T00:00Z",
      "2026-11-30T00:00Z",
      ["11-28T22:00..11-29T02:00"],
    ],
    [
      "begun the day before",
      { when: "Sat 22:00-02:00" },
      "2026-11-29T01:00Z",
      "2026-11-29T03:00Z",
      ["11-29T01:00..11-29T02:00"],
    ],
    [
      "a whole day",
      { when: "Sun 00:00-24:00" },
      "2026-11-29T00:00Z",
      "2026-11-30T00:00Z",
      ["11-29T00:00..11-30T00:00"],
    ],
    [
      "over the end of the week",
      { when: "Fri-Mon 08:00-09:00" },
      "2026-11-26T00:00Z",
      "2026-12-02T00:00Z",
      ["11-27T08:00..11-27T09:00", "11-28T08:00..11-28T09:00", "11-29T08:00..11-29T09:00", "11-30T08:00..11-30T09:00"],
    ],
    [
      "a list of days",
      { when: "sat, SUN 10:00 - 11:00" },
      "2026-11-27T00:00Z",
      "2026-11-30T00:00Z",
      ["11-28T10:00..11-28T11:00", "11-29T10:00..11-29T11:00"],
    ],
    [
      "the first of its weekday",
      { when: "first Wed of month 14:00-16:00" },
      "2026-12-01T00:00Z",
      "2026-12-31T00:00Z",
      ["12-02T14:00..12-02T16:00"],
    ],
    [
      "the last of its weekday, into the next month",
      { when: "last Thu of month 22:00-02:00" },
      "2026-12-30T00:00Z",
      "2027-01-02T00:00Z",
      ["12-31T22:00..01-01T02:00"],
    ],
    [
      "the last Tuesday, a leap day",
      { when: "last Tue of month 10:00-11:00" },
      "2028-02-01T00:00Z",
      "2028-03-01T00:00Z",
      ["02-29T10:00..02-29T11:00"],
    ],
    [
      "a fifth week has no fourth again",
      { when: "fourth Mon of month 10:00-11:00" },
      "2026-11-16T00:00Z",
      "2026-11-30T23:00Z",
      ["11-23T10:00..11-23T11:00"],
    ],
    [
      "in a zone west of UTC",
      { when: "Mon 22:00-23:00", zone: "America/New_York" },
      "2026-11-30T00:00Z",
      "2026-12-02T00:00Z",
      ["12-01T03:00..12-01T04:00"],
    ],
    [
      "in a zone of half hours",
      { when: "Mon 08:00-09:00", zone: "Asia/Kolkata" },
      "2026-11-30T00:00Z",
      "2026-12-01T00:00Z",
      ["11-30T02:30..11-30T03:30"],
    ],
    [
      "in spring, the skipped hour: from the jump",
      { when: "Sun 02:30-04:00", zone: "Europe/Berlin" },
      "2026-03-29T00:00Z",
      "2026-03-30T00:00Z",
      ["03-29T01:00..03-29T02:00"],
    ],
    [
      "in spring, wholly in the skipped hour: not at all",
      { when: "Sun 02:15-02:45", zone: "Europe/Berlin" },
      "2026-03-29T00:00Z",
      "2026-03-30T00:00Z",
      [],
    ],
    [
      "in autumn, over the hour that comes twice",
      { when: "Sun 01:00-04:00", zone: "Europe/Berlin" },
      "2026-10-24T12:00Z",
      "2026-10-26T00:00Z",
      ["10-24T23:00..10-25T03:00"],
    ],
    [
      "in autumn, in the hour that comes twice: the first time",
      { when: "Sun 02:15-02:45", zone: "Europe/Berlin" },
      "2026-10-25T00:00Z",
      "2026-10-26T00:00Z",
      ["10-25T00:15..10-25T00:45"],
    ],
    [
      "where clocks change at midnight",
      { when: "Sun 00:00-01:00", zone: "America/Havana" },
      "2026-03-08T00:00Z",
      "2026-03-09T00:00Z",
      [],
    ],
    [
      "on the day that Samoa skipped",
      { when: "Fri 10:00-12:00", zone: "Pacific/Apia" },
      "2011-12-29T00:00Z",
      "2012-01-02T00:00Z",
      [],
    ],
  ])("%s", (_name, rule, from, until, expected) => {
    expect(openTimes(rule, from, until)).toEqual(expected);
  });
});

describe("Argo CD's cron with a duration", () => {
  it.each<[string, Rule, string, string, string[]]>([
    [
      "working hours",
      { when: "0 14 * * 1-5", duration: "4h" },
      "2026-11-27T00:00Z",
      "2026-11-30T23:00Z",
      ["11-27T14:00..11-27T18:00", "11-30T14:00..11-30T18:00"],
    ],
    [
      "longer than a day",
      { when: "0 22 * * fri", duration: "56h" },
      "2026-11-29T20:00Z",
      "2026-11-30T12:00Z",
      ["11-29T20:00..11-30T06:00"],
    ],
    [
      "runs that touch are one",
      { when: "0 * * * *", duration: "1h" },
      "2026-11-29T00:00Z",
      "2026-11-29T02:00Z",
      ["11-29T00:00..11-29T02:00"],
    ],
    [
      "a leap day",
      { when: "0 0 29 2 *", duration: "1h" },
      "2028-02-28T00:00Z",
      "2028-03-02T00:00Z",
      ["02-29T00:00..02-29T01:00"],
    ],
    [
      "by the zone's clock",
      { when: "0 10 * * *", duration: "3h", zone: "Asia/Tokyo" },
      "2026-11-24T00:00Z",
      "2026-11-24T12:00Z",
      ["11-24T01:00..11-24T04:00"],
    ],
    // Its clock is shifted, not the zone's own: at the jump the hour is cut short or comes again.
    [
      "in spring",
      { when: "30 1 * * *", duration: "1h", zone: "Europe/Berlin" },
      "2026-03-28T12:00Z",
      "2026-03-29T12:00Z",
      ["03-29T00:30..03-29T01:00"],
    ],
    [
      "in autumn",
      { when: "30 2 * * *", duration: "15m", zone: "Europe/Berlin" },
      "2026-10-24T12:00Z",
      "2026-10-25T12:00Z",
      ["10-25T00:30..10-25T00:45", "10-25T01:30..10-25T01:45"],
    ],
  ])("%s", (_name, rule, from, until, expected) => {
    expect(openTimes(rule, from, until)).toEqual(expected);
  });

  // The simulator reads windows with another library, one instant at a time; it is held to what a real server answered.
  it("is open exactly when the simulated Argo CD's window is active", () => {
    const field = (low: number, high: number) =>
      fc.oneof(
        fc.constant("*"),
        fc.integer({ min: low, max: high }).map(String),
        fc
          .tuple(fc.integer({ min: low, max: high }), fc.integer({ min: low, max: high }))
          .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
        fc.integer({ min: 2, max: high }).map((step) => `*/${step}`),
      );
    const rule = fc.record({
      when: fc
        .tuple(field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 6))
        .map((fields) => fields.join(" ")),
      duration: fc.integer({ min: 1, max: 2_000 }).map((minutes) => `${minutes}m`),
      zone: fc.constantFrom("UTC", "Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"),
    });
    const seconds = fc.integer({ min: 1_700_000_000, max: 1_830_000_000 });
    fc.assert(
      fc.property(rule, seconds, ({ when, duration, zone }, second) => {
        const now = second * 1_000 + 500;
        const read = parseWindow({ when, duration, zone });
        if (!read.ok) return expect(read.reason).toBe("readable");
        const listed = read.window.intervals(now, now + 3_600_000).some(({ start, end }) => start <= now && now < end);
        expect(listed).toBe(isActive({ kind: "allow", schedule: when, duration, timeZone: zone }, now));
      }),
      { numRuns: 500 },
    );
  });
});

describe("a window that cannot be read is refused in words", () => {
  it.each<[Rule, string]>([
    [{ when: "" }, "“” is not a window: write days and hours, such as Mon-Fri 14:00-18:00"],
    [{ when: "always" }, "“always” is not a window: write days and hours, such as Mon-Fri 14:00-18:00"],
    [{ when: "0 14 * * 1-5" }, "“0 14 * * 1-5” is not a window: a cron needs a duration beside it, such as 4h"],
    [{ when: "Mon-Fri 14-18" }, "“Mon-Fri 14-18” is not a window: write days and hours, such as Mon-Fri 14:00-18:00"],
    [{ when: "Mon-Fry 14:00-18:00" }, "“Mon-Fry” is not a day: write Mon, Tue, Wed, Thu, Fri, Sat or Sun"],
    [{ when: "Mon-Wed-Fri 14:00-18:00" }, "“Mon-Wed-Fri” is not a day: write Mon, Tue, Wed, Thu, Fri, Sat or Sun"],
    [
      { when: "fifth Mon of month 14:00-18:00" },
      "“fifth Mon of month” is not a day of the month: write first Wed of month or last Fri of month",
    ],
    [{ when: "last Mox of month 14:00-18:00" }, "“Mox” is not a day: write Mon, Tue, Wed, Thu, Fri, Sat or Sun"],
    [{ when: "Mon 24:00-25:00" }, "“Mon 24:00-25:00” has an hour that does not exist"],
    [{ when: "Mon 14:60-15:00" }, "“Mon 14:60-15:00” has an hour that does not exist"],
    [{ when: "Mon 14:00-24:01" }, "“Mon 14:00-24:01” has an hour that does not exist"],
    [{ when: "Mon 14:00-14:00" }, "“Mon 14:00-14:00” starts when it ends: write 00:00-24:00 for a whole day"],
    [
      { when: "Mon 14:00-18:00", zone: "Mars/Base" },
      "“Mars/Base” is not a time zone: write UTC or a name such as Europe/Berlin",
    ],
    [
      { when: "Mon 14:00-18:00", zone: "+02:00" },
      "“+02:00” is not a time zone: write UTC or a name such as Europe/Berlin",
    ],
    [
      { when: "Mon 14:00-18:00", duration: "4h" },
      "“Mon 14:00-18:00” is not a cron of five fields, such as 0 14 * * 1-5",
    ],
    [{ when: "99 * * * *", duration: "24h" }, "“99 * * * *” is not a cron of five fields, such as 0 14 * * 1-5"],
    [{ when: "0 0 31 2,4 *", duration: "1h" }, "“0 0 31 2,4 *” never comes"],
    [{ when: "0 0 * * *", duration: "soon" }, "“soon” is not a duration here: write 4h or 1h30m"],
    [{ when: "0 0 * * *", duration: "1d" }, "“1d” is not a duration here: write 4h or 1h30m"],
    [{ when: "0 0 * * *", duration: "0s" }, "“0s” is not a duration here: write 4h or 1h30m"],
    [{ when: "0 0 * * *", duration: "99999999999999h" }, "“99999999999999h” is longer than a year"],
  ])("%j", ({ when, duration = null, zone = "UTC" }, reason) => {
    expect(parseWindow({ when, duration, zone })).toEqual({ ok: false, reason });
  });

  it("never throws, whatever is written", () => {
    const text = fc.oneof(fc.string({ maxLength: 60 }), fc.stringMatching(/^[-0-9*/,?LW#a-zA-Z: ]{0,40}$/));
    fc.assert(
      fc.property(text, fc.option(text), text, (when, duration, zone) => {
        expect(() => parseWindow({ when, duration, zone })).not.toThrow();
      }),
    );
  });
});
