import type { Frame } from "./frame";
import type { PlainStatus } from "./home";
import type { Time, WindowState } from "./overview";

/** One environment on the wall. `moved`: versions that changed within the last day, the newest first. */
export type WallTile = PlainStatus & {
  window: WindowState;
  moved: { service: string; from: string | null; to: string | null; at: Time }[];
};

/** `release` is another one when Slipway was: the screen then loads itself anew. */
export type Wall = { env: string; release: string; tiles: WallTile[] };

export type WallPage = { frame: Frame; wall: Wall };
