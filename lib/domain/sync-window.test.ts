import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import cases from "@/simulator/argocd/window-cases.json";
import type { Freeze, WindowRule } from "./pipeline";
import { type WindowRules, windowState } from "./sync-window";

const open = (when: string, change: Partial<WindowRule> = {}): WindowRule => ({
  kind: "open",
  when,
  duration: null,
  zone: "UTC",
  why: "",
  place: "pipeline.yaml:71",
  ...change,
});
const closed = (when: string, change: Partial<WindowRule> = {}): WindowRule =>
  open(when, { kind: "closed", place: "pipeline.yaml:73", ...change });
const freeze = (from: string, to: string, why = "Holidays"): Freeze => ({
  in: "production-*",
  from,
  to,
  why,
  place: "pipeline.yaml:112",
});
const rules = (change: Partial<WindowRules>): WindowRules => ({ windows: [], maintenance: [], freezes: [], ...change });

/** The environment of production in the example: Mon-Fri 14:00-18:00, calibration on the first Wednesday, holidays. */
const production = rules({
  windows: [open("Mon-Fri 14:00-18:00")],
  maintenance: [closed("first Wed of month 14:00-16:00", { why: "Workcell calibration" })],
  freezes: [freeze("2026-12-21", "2027-01-04")],
});

function told(given: WindowRules, now: string): [string, string | null, string] {
  const { state, changesAt, reason } = windowState(given, new Date(now));
  return [state, changesAt?.toISOString().slice(0, 16) ?? null, reason];
}

describe("may production be synced now, and when does that change", () => {
  it.each<[string, string, string, string]>([
    ["2026-11-24T13:59:59.999Z", "closed", "2026-11-24T14:00", "closed"],
    ["2026-11-24T14:00:00.000Z", "open", "2026-11-24T18:00", "open"],
    ["2026-11-24T17:59:59.999Z", "open", "2026-11-24T18:00", "open"],
    ["2026-11-24T18:00:00.000Z", "closed", "2026-11-25T14:00", "closed"],
    ["2026-11-27T18:00:00.000Z", "closed", "2026-11-30T14:00", "closed"],
    ["2026-12-02T13:00:00.000Z", "closed", "2026-12-02T16:00", "closed"],
    ["2026-12-02T14:30:00.000Z", "closed", "2026-12-02T16:00", "closed: Workcell calibration"],
    ["2026-12-02T16:00:00.000Z", "open", "2026-12-02T18:00", "open"],
    ["2026-12-20T12:00:00.000Z", "closed", "2027-01-05T14:00", "closed"],
    ["2026-12-24T15:00:00.000Z", "closed", "2027-01-05T14:00", "closed: Holidays"],
    ["2027-01-04T23:59:59.999Z", "closed", "2027-01-05T14:00", "closed: Holidays"],
    ["2027-01-05T14:00:00.000Z", "open", "2027-01-05T18:00", "open"],
  ])("%s: %s until %s", (now, state, changesAt, reason) => {
    expect(told(production, now)).toEqual([state, changesAt, reason]);
  });

  it.each<[string, WindowRules, string, [string, string | null, string]]>([
    ["without any rule", rules({}), "2026-11-24T12:00Z", ["always-open", null, "always open"]],
    [
      "with maintenance alone",
      rules({ maintenance: [closed("Sun 02:00-04:00")] }),
      "2026-11-24T12:00Z",
      ["open", "2026-11-29T02:00", "open"],
    ],
    [
      "in maintenance without a reason",
      rules({ maintenance: [closed("Sun 02:00-04:00")] }),
      "2026-11-29T03:00Z",
      ["closed", "2026-11-29T04:00", "closed for maintenance"],
    ],
    [
      "in a freeze without a reason",
      rules({ freezes: [freeze("2026-12-01", "2026-12-01", "")] }),
      "2026-12-01T12:00Z",
      ["closed", "2026-12-02T00:00", "closed by a freeze"],
    ],
    [
      "after its only freeze",
      rules({ freezes: [freeze("2026-12-01", "2026-12-01")] }),
      "2026-12-02T00:00Z",
      ["always-open", null, "always open"],
    ],
    [
      "with a freeze more than a year ahead",
      rules({ freezes: [freeze("2029-01-01", "2029-01-02")] }),
      "2026-12-02T00:00Z",
      ["always-open", null, "always open"],
    ],
    [
      "with windows that touch: one opening",
      rules({ windows: [open("Mon 10:00-12:00"), open("Mon 12:00-14:00")] }),
      "2026-11-30T11:00Z",
      ["open", "2026-11-30T14:00", "open"],
    ],
    [
      "with windows that overlap",
      rules({ windows: [open("Mon 10:00-13:00"), open("Mon 12:00-14:00")] }),
      "2026-11-30T11:00Z",
      ["open", "2026-11-30T14:00", "open"],
    ],
    [
      "with a window of every day, whole",
      rules({ windows: [open("Mon-Sun 00:00-24:00")] }),
      "2026-11-30T11:00Z",
      ["open", null, "open"],
    ],
    [
      "in both calibration and holidays: the one that lasts",
      rules({
        maintenance: [closed("Mon 10:00-12:00", { why: "Calibration" })],
        freezes: [freeze("2026-11-30", "2026-12-04")],
      }),
      "2026-11-30T11:00Z",
      ["closed", "2026-12-05T00:00", "closed: Holidays"],
    ],
    [
      "with a freeze of hours",
      rules({ freezes: [freeze("2026-11-30T10:00Z", "2026-11-30T12:00+01:00")] }),
      "2026-11-30T10:59Z",
      ["closed", "2026-11-30T11:00", "closed: Holidays"],
    ],
    [
      "with a leap day's window, years ahead",
      rules({ windows: [open("0 0 29 2 *", { duration: "1h" })] }),
      "2026-11-30T11:00Z",
      ["closed", null, "closed"],
    ],
    [
      "with a leap day's window, within the year",
      rules({ windows: [open("0 0 29 2 *", { duration: "1h" })] }),
      "2027-06-01T00:00Z",
      ["closed", "2028-02-29T00:00", "closed"],
    ],
    [
      "with a window that cannot be read: never open",
      rules({ windows: [open("someday")] }),
      "2026-11-30T11:00Z",
      ["closed", null, "closed"],
    ],
    [
      "with maintenance that cannot be read",
      rules({ maintenance: [closed("someday")] }),
      "2026-11-30T11:00Z",
      ["always-open", null, "always open"],
    ],
    [
      "with a cron of every minute",
      rules({ windows: [open("* * * * 1-5", { duration: "1m" })] }),
      "2026-11-23T00:00Z",
      ["open", "2026-11-28T00:00", "open"],
    ],
    [
      "over the change to winter time",
      rules({ windows: [open("Sat 22:00-06:00", { zone: "Europe/Berlin" })] }),
      "2026-10-25T00:00Z",
      ["open", "2026-10-25T05:00", "open"],
    ],
    [
      "before the change to summer time",
      rules({ windows: [open("Sun 09:00-10:00", { zone: "Europe/Berlin" })] }),
      "2026-03-28T12:00Z",
      ["closed", "2026-03-29T07:00", "closed"],
    ],
  ])("%s", (_name, given, now, expected) => {
    expect(told(given, now)).toEqual(expected);
  });

  it("names the rule that holds", () => {
    const at = (now: string) => windowState(production, new Date(now)).rule;
    expect([
      at("2026-11-24T15:00Z"),
      at("2026-11-24T19:00Z"),
      at("2026-12-02T14:30Z"),
      at("2026-12-24T15:00Z"),
    ]).toEqual(["pipeline.yaml:71", "pipeline.yaml:71", "pipeline.yaml:73", "pipeline.yaml:112"]);
  });
});

describe("what a real Argo CD answered", () => {
  const readable = cases.filter((known) => known.error === undefined && known.name !== "invalid-timezone");
  const assigned = readable.filter((known) => known.assigned === known.windows.length);
  const ruleOf = (window: { schedule: string; duration: string; timeZone?: string }) =>
    open(window.schedule, { duration: window.duration, zone: window.timeZone ?? "UTC" });

  it.each(assigned)("$name: as many windows are active", ({ at, windows, active }) => {
    const held = windows.filter((w) => windowState(rules({ windows: [ruleOf(w)] }), new Date(at)).state === "open");
    expect(held).toHaveLength(active ?? 0);
  });

  const plain = assigned.filter(({ windows }) => windows.every((window) => !window.manualSync));
  it.each(plain)("$name: a sync is let through or not", ({ at, windows, canSync }) => {
    const given = rules({
      windows: windows.filter((w) => w.kind === "allow").map(ruleOf),
      maintenance: windows.filter((w) => w.kind === "deny").map(ruleOf),
    });
    expect(windowState(given, new Date(at)).state !== "closed").toBe(canSync);
  });

  it("changes at the minute, as its server was seen to", () => {
    type Edges = { changes: { at: string; canSync: boolean }[] };
    const edges = JSON.parse(readFileSync("conformance/recordings/12-sync-windows/edges.json", "utf8")) as Edges;
    const given = rules({ windows: [open("54 * * * *", { duration: "1m" })] });
    const [before, opened, shut] = edges.changes;
    expect(edges.changes.map(({ at }) => windowState(given, new Date(at)).state === "open")).toEqual(
      edges.changes.map(({ canSync }) => canSync),
    );
    const change = (at: string | undefined) => windowState(given, new Date(at ?? "")).changesAt?.getTime() ?? 0;
    expect(Math.abs(change(before?.at) - Date.parse(opened?.at ?? ""))).toBeLessThan(100);
    expect(Math.abs(change(opened?.at) - Date.parse(shut?.at ?? ""))).toBeLessThan(100);
  });
});

describe("for any rules and any instant", () => {
  const zone = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe");
  const day = fc.constantFrom("Mon-Fri", "Sat,Sun", "Fri-Mon", "Sun", "first Wed of month", "last Sun of month");
  const minute = fc.integer({ min: 0, max: 1_439 });
  const clock = (at: number) => `${Math.floor(at / 60)}:${String(at % 60).padStart(2, "0")}`;
  const hours = fc
    .tuple(day, minute, minute, zone)
    .filter(([, from, to]) => from !== to)
    .map(([days, from, to, where]) => open(`${days} ${clock(from)}-${clock(to)}`, { zone: where }));
  const cron = fc
    .tuple(
      fc.constantFrom("0 2 * * *", "30 1 * * 0", "*/20 * * * 1-5", "0 0 1 * *"),
      fc.constantFrom("15m", "20m", "3h", "50h"),
      zone,
    )
    .map(([when, duration, where]) => open(when, { duration, zone: where }));
  const rule = fc.oneof(hours, cron);
  const date = fc
    .integer({ min: 0, max: 700 })
    .map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10));
  const frozen = fc.tuple(date, date).map(([a, b]) => (a < b ? freeze(a, b) : freeze(b, a)));
  const any = fc.record({
    windows: fc.array(rule, { maxLength: 3 }),
    maintenance: fc.array(rule, { maxLength: 2 }),
    freezes: fc.array(frozen, { maxLength: 2 }),
  });
  // Two years with every clock change, and often right beside one (25 October and 29 March, 01:00 UTC).
  const instant = fc.oneof(
    fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) }),
    fc
      .tuple(
        fc.constantFrom(Date.UTC(2026, 9, 25, 1), Date.UTC(2026, 2, 29, 1)),
        fc.integer({ min: -9_000_000, max: 9_000_000 }),
      )
      .map(([at, off]) => at + off),
  );
  const isOpen = (given: WindowRules, at: number) => windowState(given, new Date(at)).state !== "closed";

  it("the next change is ahead, flips the answer, and nothing flips it before", () => {
    fc.assert(
      fc.property(
        any,
        instant,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { minLength: 3, maxLength: 3 }),
        (given, now, between) => {
          const changesAt = windowState(given, new Date(now)).changesAt?.getTime();
          const until = changesAt ?? now + 300 * 86_400_000;
          for (const part of between)
            expect(isOpen(given, Math.min(until - 1, Math.floor(now + part * (until - now))))).toBe(isOpen(given, now));
          if (changesAt === undefined) return;
          expect(changesAt).toBeGreaterThan(now);
          expect(isOpen(given, changesAt - 1)).toBe(isOpen(given, now));
          expect(isOpen(given, changesAt)).toBe(!isOpen(given, now));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("an environment without windows is open whenever no maintenance and no freeze holds", () => {
    fc.assert(
      fc.property(fc.array(frozen, { maxLength: 3 }), instant, (freezes, now) => {
        const day = new Date(now).toISOString().slice(0, 10);
        const held = freezes.some(({ from, to }) => from <= day && day <= to);
        expect(isOpen(rules({ freezes }), now)).toBe(!held);
      }),
    );
  });

  it("adding a window never closes, adding maintenance never opens", () => {
    fc.assert(
      fc.property(any, hours, instant, (given, more, now) => {
        const wider = { ...given, windows: [...given.windows, more] };
        if (given.windows.length > 0 && isOpen(given, now)) expect(isOpen(wider, now)).toBe(true);
        const narrower = { ...given, maintenance: [...given.maintenance, more] };
        if (!isOpen(given, now)) expect(isOpen(narrower, now)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});
