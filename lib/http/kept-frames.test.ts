import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKeptFrames } from "./kept-frames";

const frame = (id: number, size = 10) => ({ id: BigInt(id), bytes: new Uint8Array(size) });
const ids = (frames: { id: bigint }[] | null) => frames?.map((one) => Number(one.id)) ?? null;

describe("the frames that are kept", () => {
  it("are whole after where they began, and not before", () => {
    const kept = createKeptFrames();
    kept.beginAfter(5n);
    kept.add(frame(8));
    kept.add(frame(9));
    expect(ids(kept.after(5n, 1_000))).toEqual([8, 9]);
    expect(ids(kept.after(7n, 1_000))).toEqual([8, 9]);
    expect(ids(kept.after(8n, 1_000))).toEqual([9]);
    expect(ids(kept.after(4n, 1_000))).toBeNull();
  });

  it("are not given when they are more than a page takes at once", () => {
    const kept = createKeptFrames();
    kept.add(frame(1, 600));
    kept.add(frame(2, 600));
    expect(ids(kept.after(0n, 1_000))).toBeNull();
    expect(ids(kept.after(1n, 1_000))).toEqual([2]);
  });

  it("never skip one: what is given is everything after the id, or nothing", () => {
    const steps = fc.array(fc.record({ gap: fc.integer({ min: 1, max: 3 }), size: fc.integer({ min: 1, max: 40 }) }));
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 60 }), (all, asked) => {
        const kept = createKeptFrames({ frames: 5, bytes: 100 });
        let id = 0;
        const made = all.map(({ gap, size }) => {
          id += gap;
          kept.add(frame(id, size));
          return id;
        });
        const given = ids(kept.after(BigInt(asked), 1_000));
        if (given !== null) expect(given).toEqual(made.filter((one) => one > asked));
      }),
    );
  });
});
