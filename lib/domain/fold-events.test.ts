import { describe, expect, it } from "vitest";
import { foldEvents } from "./fold-events";
import type { KubernetesEvent } from "./observed-inside";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 12, minute));

function event(change: Partial<KubernetesEvent>): KubernetesEvent {
  return {
    id: "e",
    type: "Warning",
    reason: "BackOff",
    message: "Back-off restarting failed container",
    count: 1,
    firstAt: at(0),
    lastAt: at(0),
    source: "kubelet",
    object: { kind: "Pod", namespace: "dev", name: "web-1" },
    ...change,
  };
}

describe("what Kubernetes says again and again", () => {
  it("is one event, from its first time to its last", () => {
    const said = [event({ firstAt: at(3), lastAt: at(9) }), event({ firstAt: at(1), lastAt: at(2) })];
    expect(foldEvents(said)).toMatchObject([{ count: 2, firstAt: at(1), lastAt: at(9) }]);
  });

  it.each([
    ["counted by the cluster in one", [12], 12],
    ["counted by the cluster in each, as recorded", [1, 2, 3], 3],
    ["not counted", [1, 1, 1, 1], 4],
  ])("%s", (_what, counts, expected) => {
    expect(foldEvents(counts.map((count) => event({ count })))).toMatchObject([{ count: expected }]);
  });

  it("is said anew after a long pause", () => {
    const hours = (count: number) => new Date(at(0).getTime() + count * 3_600_000);
    const said = [0, 0.5, 5, 5.5].map((hour) => event({ firstAt: hours(hour), lastAt: hours(hour) }));
    expect(foldEvents(said)).toMatchObject([
      { count: 2, firstAt: hours(5), lastAt: hours(5.5) },
      { count: 2, firstAt: hours(0), lastAt: hours(0.5) },
    ]);
  });

  it.each([
    ["another pod", { object: { kind: "Pod", namespace: "dev", name: "web-2" } }],
    ["another reason", { reason: "Failed" }],
    ["other words", { message: "Pulling image" }],
    ["no warning", { type: "Normal" as const }],
  ])("stays apart: %s", (_what, change) => {
    expect(foldEvents([event({}), event(change)])).toHaveLength(2);
  });

  it("comes newest first, and last what has no time", () => {
    const said = [
      event({ reason: "a", lastAt: null, firstAt: null }),
      event({ reason: "b", lastAt: at(1) }),
      event({ reason: "c", lastAt: null, firstAt: at(5) }),
    ];
    expect(foldEvents(said).map(({ reason }) => reason)).toEqual(["c", "b", "a"]);
  });
});
