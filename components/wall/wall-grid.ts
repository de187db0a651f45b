export type WallGrid = { columns: number; rows: number; pages: number };

/** Narrower than this, it is no wall but somebody's hand: all stand below each other. */
const NARROW_PX = 700;
const TURN_MS = 15_000;

/**
 * How many tiles stand beside and below each other, and on how many pages: few and large, since they are read from afar.
 * Where nothing may move by itself, all stand on one page and are smaller.
 */
export function wallGrid(tiles: number, screen: { width: number; height: number }, onOnePage: boolean): WallGrid {
  const count = Math.max(1, tiles);
  if (screen.width < NARROW_PX) return { columns: 1, rows: count, pages: 1 };
  const most = screen.height > screen.width ? { columns: 2, rows: 4 } : { columns: 3, rows: 2 };
  const capacity = most.columns * most.rows;
  if (!onOnePage || count <= capacity) {
    const shown = Math.min(count, capacity);
    const columns = Math.min(most.columns, shown);
    return { columns, rows: Math.ceil(shown / columns), pages: Math.ceil(count / capacity) };
  }
  const columns = Math.max(most.columns, Math.ceil(Math.sqrt((count * screen.width) / screen.height)));
  return { columns, rows: Math.ceil(count / columns), pages: 1 };
}

/** The page that is shown at a time: each for a quarter of a minute. */
export function pageAt(nowMs: number, pages: number): number {
  return Math.floor(nowMs / TURN_MS) % Math.max(1, pages);
}
