import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pageAt, wallGrid } from "./wall-grid";

const TV = { width: 3840, height: 2160 };
const UPRIGHT = { width: 1080, height: 1920 };
const PHONE = { width: 360, height: 740 };

describe("the tiles of a wall", () => {
  it.each([
    ["one alone", 1, TV, false, { columns: 1, rows: 1, pages: 1 }],
    ["three", 3, TV, false, { columns: 3, rows: 1, pages: 1 }],
    ["six", 6, TV, false, { columns: 3, rows: 2, pages: 1 }],
    ["seven turn", 7, TV, false, { columns: 3, rows: 2, pages: 2 }],
    ["three on an upright screen", 3, UPRIGHT, false, { columns: 2, rows: 2, pages: 1 }],
    ["three on a phone", 3, PHONE, false, { columns: 1, rows: 3, pages: 1 }],
    ["four on a phone, which one moves by hand", 4, PHONE, false, { columns: 1, rows: 4, pages: 1 }],
    ["twenty where nothing may move", 20, TV, true, { columns: 6, rows: 4, pages: 1 }],
    ["twenty on a phone where nothing may move", 20, PHONE, true, { columns: 1, rows: 20, pages: 1 }],
    ["none", 0, TV, false, { columns: 1, rows: 1, pages: 1 }],
  ])("%s", (_what, tiles, screen, onOnePage, grid) => {
    expect(wallGrid(tiles, screen, onOnePage)).toEqual(grid);
  });

  it("have all a place", () => {
    const side = fc.integer({ min: 200, max: 8_000 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), side, side, fc.boolean(), (tiles, width, height, onOnePage) => {
        const { columns, rows, pages } = wallGrid(tiles, { width, height }, onOnePage);
        expect(columns * rows * pages).toBeGreaterThanOrEqual(tiles);
        if (onOnePage) expect(pages).toBe(1);
      }),
    );
  });
});

describe("the pages of a wall", () => {
  it("turn by themselves, each in its turn", () => {
    expect([0, 14_999, 15_000, 30_000, 45_000].map((now) => pageAt(now, 3))).toEqual([0, 0, 1, 2, 0]);
    expect(pageAt(99_000, 1)).toBe(0);
  });
});
