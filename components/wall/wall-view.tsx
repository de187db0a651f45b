"use client";
import Link from "next/link";
import { useState } from "react";
import { applyToFrame } from "@/components/live/apply-live-event";
import { useLivePage } from "@/components/live/use-live-page";
import { usePart } from "@/components/live/use-part";
import { useRefreshParts } from "@/components/live/use-refresh-parts";
import { useBrowserNow, useNow } from "@/components/ui/clock";
import { Plain } from "@/components/ui/plain";
import { plainText } from "@/lib/format";
import type { Frame } from "@/lib/http/contracts/frame";
import type { Wall } from "@/lib/http/contracts/wall";
import { EVERYWHERE, frameQuery, wallQuery } from "@/lib/http/query-options";
import { overviewPath, wallPath } from "@/lib/routes";
import { useEveryMinute, useReloadWhen, useScreen } from "./use-wall-screen";
import { wallAlarm } from "./wall-alarm";
import { pageAt, wallGrid } from "./wall-grid";
import { WallTile } from "./wall-tile";

/** Plain status on a screen that hangs on a wall: it turns, reconnects and renews itself, and says when it is old. */
export function WallView({ frame, initial }: { frame: Frame; initial: Wall }) {
  const { page, connection } = useLivePage({
    ...frameQuery,
    initial: frame,
    apply: applyToFrame,
    needsMore: () => false,
  });
  useRefreshParts(EVERYWHERE, page.eventId);
  const { data: wall = initial, error, reload } = usePart({ ...wallQuery(initial.env), initial });
  useEveryMinute(reload);
  useReloadWhen(wall.release !== initial.release || connection.state === "signed-out");
  const now = useNow();
  const browserNow = useBrowserNow();
  const alarm = wallAlarm({ connection, instances: page.instances, error: error?.message ?? null, now, browserNow });
  return (
    <div className="wall">
      <header className="wall-head">
        <h1 className="wall-platform">
          <Plain text={page.platform === "" ? "Slipway" : page.platform} most={60} />
        </h1>
        <p className="wall-sum">{sumOf(wall)}</p>
        <Clock now={now} />
      </header>
      {alarm ? (
        <div role="alert" className="wall-alarm">
          <b>{alarm.title}</b> {plainText(alarm.detail, 300)}
        </div>
      ) : null}
      <Tiles wall={wall} />
    </div>
  );
}

function Tiles({ wall }: { wall: Wall }) {
  const screen = useScreen();
  const browserNow = useBrowserNow();
  const [held, setHeld] = useState<number | null>(null);
  const grid = wallGrid(wall.tiles.length, screen, screen.isStill);
  const perPage = grid.columns * grid.rows;
  const shown = held ?? pageAt(browserNow ?? 0, grid.pages);
  const page = Math.min(shown, grid.pages - 1);
  const tiles = wall.tiles.slice(page * perPage, (page + 1) * perPage);
  return (
    <>
      <main
        id="content"
        className="wall-tiles"
        style={{
          gridTemplateColumns: `repeat(${grid.columns}, minmax(0, 1fr))`,
          gridAutoRows: "minmax(min-content, 1fr)",
        }}
      >
        {tiles.map((tile) => (
          <WallTile key={tile.environment} tile={tile} />
        ))}
        {tiles.length === 0 ? (
          <p className="wall-state text-ink-2">
            {wall.env === ""
              ? "No environment is known yet."
              : `No environment is called “${plainText(wall.env, 60)}”.`}
          </p>
        ) : null}
      </main>
      <footer className="wall-foot">
        <Link href={overviewPath()}>Overview</Link>
        {wall.env === "" ? null : (
          <Link href={wallPath()}>
            Only “<Plain text={wall.env} most={40} />
            ”: show all
          </Link>
        )}
        <span className="flex-1" />
        {grid.pages > 1 ? (
          <>
            <span className="tabular-nums">
              Page {page + 1} of {grid.pages}
            </span>
            <button type="button" className="btn" onClick={() => setHeld(held === null ? page : null)}>
              {held === null ? "Stop turning" : "Go on turning"}
            </button>
          </>
        ) : null}
      </footer>
    </>
  );
}

/** What must be seen on whatever page is shown. */
function sumOf({ tiles }: Wall): string {
  const failing = tiles.filter(({ tone }) => tone === "failing").map(({ short }) => plainText(short, 40));
  if (failing.length === 0) return "";
  const named = failing.length > 3 ? `${failing.length} environments` : failing.join(", ");
  return `Problem: ${named}`;
}

function Clock({ now }: { now: number | null }) {
  if (now === null) return <p className="wall-clock" />;
  const utc = new Date(now).toISOString().slice(11, 16);
  const here = new Date(now).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
  return (
    <p className="wall-clock">
      {here}
      {here === utc ? " UTC" : <span className="text-ink-3"> {utc} UTC</span>}
    </p>
  );
}
