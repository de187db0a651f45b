import type { Database } from "@/lib/adapters/db/client";
import type { Actor } from "@/lib/auth/actor";
import { sightFor } from "@/lib/domain/sight";
import type { Wall, WallPage } from "@/lib/http/contracts/wall";
import { frameOf } from "./frame";
import { type OverviewContext, readContext } from "./overview-context";
import { readHeaders } from "./read-headers";
import { readMoved } from "./read-moved";
import { readPlainStatus } from "./read-plain-status";

/** More than a wall can show one after the other. */
const MOST_TILES = 60;

type Deps = { db: Database; now: Date; demo: boolean; release: string };

/** Plain status for a screen that hangs on a wall, and what stands around it. */
export async function wallPage(actor: Actor, deps: Deps, env: string): Promise<WallPage> {
  const context = await readContext(deps.db, sightFor(actor));
  return { frame: frameOf(context, deps), wall: await wallOf(deps, context, env) };
}

/** The page's own part, for when it is loaded anew. */
export async function wall(actor: Actor, deps: Deps, env: string): Promise<Wall> {
  return wallOf(deps, await readContext(deps.db, sightFor(actor)), env);
}

async function wallOf({ db, now, release }: Deps, context: OverviewContext, env: string): Promise<Wall> {
  const { pipeline, environments, links: instances } = context;
  const wanted = environments
    .filter(({ environment }) => environment.name.toLowerCase().includes(env.toLowerCase()))
    .slice(0, MOST_TILES);
  const headers = await readHeaders(db, wanted, { pipeline, now, instances });
  const names = headers.map(({ name }) => name);
  const [statuses, moved] = await Promise.all([readPlainStatus(db, headers), readMoved(db, names, now)]);
  const tiles = statuses.flatMap((status, index) => {
    const header = headers[index];
    return header ? [{ ...status, window: header.window, moved: moved.get(status.environment) ?? [] }] : [];
  });
  return { env, release, tiles };
}
