import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EnvironmentPage } from "@/lib/http/contracts/environment";
import type { Cell, EnvironmentHeader, LiveEvent, Overview } from "@/lib/http/contracts/overview";
import { applyToEnvironment, applyToOverview, changesFilter, concerns, isNewer } from "./apply-live-event";

const cell = (environment: string, service: string, words = "Healthy") =>
  ({ key: `${environment}/${service}`, environment, service, words }) as Cell;
const header = (name: string, words = "Healthy") => ({ name, words }) as EnvironmentHeader;

const overview = {
  eventId: "9",
  filter: { q: "", env: "", only: "all", page: 1, column: 0 },
  environments: [header("dev"), header("staging")],
  services: [
    { name: "web", about: "", cells: [cell("dev", "web"), cell("staging", "web")] },
    { name: "scheduler", about: "", cells: [cell("dev", "scheduler")] },
  ],
  notices: [],
  attention: [],
} as unknown as Overview;

const event = (change: Partial<LiveEvent> = {}): LiveEvent => ({
  id: "10",
  at: "2026-11-24T10:00:00Z",
  cells: [],
  gone: [],
  environments: [],
  instances: [],
  notices: null,
  attention: null,
  lately: [],
  ...change,
});

describe("ids of events", () => {
  it("are compared as numbers, also where numbers are not exact", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), fc.bigInt({ min: 0n, max: 10n ** 17n }), (a, b) => {
        expect(isNewer(String(a), String(b))).toBe(a > b);
      }),
    );
  });
});

describe("an overview that hears an event", () => {
  it("changes what it names and keeps the rest as it is, the very same", () => {
    const next = applyToOverview(overview, event({ cells: [cell("dev", "web", "Rolling out")] }));
    expect(next.services[0]?.cells.map((one) => one.words)).toEqual(["Rolling out", "Healthy"]);
    expect(next.services[0]?.cells[1]).toBe(overview.services[0]?.cells[1]);
    expect(next.services[1]).toBe(overview.services[1]);
    expect(next.eventId).toBe("10");
  });

  it("takes in a cell that arrives and lets go one that is no more", () => {
    const next = applyToOverview(overview, event({ cells: [cell("staging", "scheduler")], gone: ["dev/scheduler"] }));
    expect(next.services[1]?.cells.map((one) => one.key)).toEqual(["staging/scheduler"]);
  });

  it("does not take in what it does not show: other services, other environments", () => {
    const next = applyToOverview(overview, event({ cells: [cell("dev", "other"), cell("production", "web")] }));
    expect(next.services).toEqual(overview.services);
  });

  it("is the same object when it holds the event already", () => {
    for (const id of ["9", "8", "1"]) expect(applyToOverview(overview, event({ id }))).toBe(overview);
  });

  it("ends up the same in whatever order late answers and events come", () => {
    const events = [
      event({ id: "10", cells: [cell("dev", "web", "Syncing")] }),
      event({ id: "11", cells: [cell("dev", "web", "Rolling out")], gone: ["staging/web"] }),
      event({ id: "12", cells: [cell("dev", "web", "Healthy again")] }),
    ];
    const whole = events.reduce(applyToOverview, overview);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: events.length }), (held) => {
        const answer = events.slice(0, held).reduce(applyToOverview, overview);
        expect(events.reduce(applyToOverview, answer)).toEqual(whole);
      }),
    );
  });

  it("loads anew when it shows only some rows, for which ones may have changed", () => {
    const failing: Overview = { ...overview, filter: { ...overview.filter, only: "failing" } };
    expect(changesFilter(failing, event({ cells: [cell("dev", "other")] }))).toBe(true);
    expect(changesFilter(failing, event())).toBe(false);
    expect(changesFilter(overview, event({ cells: [cell("dev", "other")] }))).toBe(false);
  });
});

describe("an environment's page that hears an event", () => {
  const page = {
    eventId: "9",
    header: header("dev"),
    cells: [cell("dev", "web"), cell("dev", "scheduler")],
    notices: [],
  } as unknown as EnvironmentPage;

  it("changes its own header and cells, and those alone", () => {
    const next = applyToEnvironment(
      page,
      event({
        cells: [cell("dev", "web", "Crash loop"), cell("staging", "web")],
        environments: [header("dev", "Failing")],
        gone: ["dev/scheduler"],
      }),
    );
    expect(next.cells.map((one) => [one.key, one.words])).toEqual([["dev/web", "Crash loop"]]);
    expect(next.header.words).toBe("Failing");
  });

  it("loads the rest only when the event is about it", () => {
    expect(concerns(page, event({ environments: [header("dev")] }))).toBe(true);
    expect(concerns(page, event({ cells: [cell("dev", "new")] }))).toBe(true);
    expect(concerns(page, event({ gone: ["dev/web"] }))).toBe(true);
    expect(concerns(page, event({ environments: [header("staging")], cells: [cell("staging", "web")] }))).toBe(false);
  });

  it("keeps header and cells as they are when it is about another, so that its parts stay as they are", () => {
    const next = applyToEnvironment(
      page,
      event({ environments: [header("staging")], cells: [cell("staging", "web")] }),
    );
    expect(next.eventId).toBe("10");
    expect(next.header).toBe(page.header);
    expect(next.cells).toBe(page.cells);
  });
});
