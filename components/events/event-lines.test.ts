import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ClusterEvent } from "@/lib/http/contracts/events";
import type { TimelineEntry } from "@/lib/http/contracts/timeline";
import { eventLines, isAsked } from "./event-lines";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 12, minute)).toISOString();

function event(minute: number | null, change: Partial<ClusterEvent> = {}): ClusterEvent {
  return {
    id: `k${minute}`,
    warning: true,
    reason: "BackOff",
    message: "Back-off restarting failed container web",
    count: 3,
    firstAt: null,
    lastAt: minute === null ? null : at(minute),
    source: "kubelet, node-a",
    object: { kind: "Pod", namespace: "dev", name: "web-7f-x" },
    ...change,
  };
}

function entry(minute: number, change: Partial<TimelineEntry> = {}): TimelineEntry {
  return {
    id: `observation:${minute}`,
    at: at(minute),
    kind: "pods",
    who: null,
    words: "web 1.1.0 in dev-env-1: crash loop",
    detail: "Pod web-7f-x.",
    tone: "failing",
    chip: "crash loop",
    environment: "dev-env-1",
    href: null,
    outside: null,
    changes: [],
    steps: [],
    times: 1,
    ...change,
  };
}

const lines = (events: ClusterEvent[], own: TimelineEntry[]) => eventLines({ cluster: { events }, own });

describe("the cluster's events beside our own history", () => {
  it("stand in one order, newest first, and last what has no time", () => {
    const shown = lines([event(3), event(null), event(1)], [entry(2), entry(4)]);
    expect(shown.map((line) => line.at)).toEqual([at(4), at(3), at(2), at(1), null]);
  });

  it("are all there, and each once", () => {
    const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 59 }));
    fc.assert(
      fc.property(minutes, minutes, (cluster, own) => {
        const shown = lines(
          cluster.map((minute) => event(minute)),
          own.map((minute) => entry(minute)),
        );
        expect(new Set(shown.map((line) => line.key)).size).toBe(cluster.length + own.length);
      }),
    );
  });

  it.each([
    ["all", "", true, true],
    ["warnings", "", true, true],
    ["all", "BACK-OFF", true, false],
    ["all", "crash", false, true],
    ["all", "web-7f-x", true, true],
    ["all", "nothing like it", false, false],
  ] as const)("only %s, with %s", (only, q, cluster, own) => {
    const [theirs, ours] = lines([event(2)], [entry(1)]);
    expect([theirs && isAsked(theirs, { only, q }), ours && isAsked(ours, { only, q })]).toEqual([cluster, own]);
  });

  it("are no warnings when nothing is wrong", () => {
    const calm = lines([event(2, { warning: false })], [entry(1, { tone: "fine" }), entry(0, { tone: null })]);
    expect(calm.filter((line) => isAsked(line, { only: "warnings", q: "" }))).toEqual([]);
  });
});
