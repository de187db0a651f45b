import { describe, expect, it } from "vitest";
import { delaysOf } from "./event-to-pixel";

const frame = (key: string, health: string, at: number) => ({ key, health, at });

describe("the time from an event to its pixel", () => {
  it("is that of the first frame after it with the new health, in its own cell", () => {
    const painted = [
      frame("fleet-01/a", "Progressing", 90),
      frame("fleet-01/b", "Progressing", 120),
      frame("fleet-01/a", "Progressing", 150),
      frame("fleet-01/a", "Progressing", 400),
    ];
    expect(delaysOf([{ key: "fleet-01/a", health: "Progressing", at: 100 }], painted)).toEqual([50]);
  });

  it("is none for a change that was never shown", () => {
    const changes = [{ key: "fleet-01/a", health: "Healthy", at: 100 }];
    expect(delaysOf(changes, [frame("fleet-01/a", "Progressing", 150)])).toEqual([]);
  });
});
