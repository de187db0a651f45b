import type { Database } from "@/lib/adapters/db/client";
import { type Sight, sees } from "@/lib/domain/sight";
import type { LiveEvent } from "@/lib/http/contracts/overview";
import { readContext } from "./overview-context";
import { readAttention } from "./read-attention";
import { readCells, withFollowers } from "./read-cells";
import { readHeaders } from "./read-headers";
import { readLately } from "./read-lately";

/** More changed cells than this, and pages load anew instead of being sent them all. */
export const MOST_CELLS_AN_EVENT = 400;

/** `about`: something was announced that is of no environment, as what Argo CD or the Git host are like. */
export type Changes = {
  newest: bigint;
  cells: string[];
  environments: string[];
  everything: boolean;
  about: boolean;
};

/** What was announced after `after`, in one; null when nothing was. */
export async function changesAfter(db: Database, after: bigint): Promise<Changes | null> {
  const rows = await db.liveChange.findMany({ where: { id: { gt: after } }, orderBy: { id: "asc" } });
  const last = rows.at(-1);
  if (!last) return null;
  return {
    newest: last.id,
    cells: [...new Set(rows.flatMap((row) => row.cells))],
    environments: [...new Set(rows.flatMap((row) => row.environments))],
    everything: rows.some((row) => row.everything),
    about: rows.some((row) => row.cells.length === 0 && row.environments.length === 0),
  };
}

/** Of what changed what is seen; null when nothing is. */
export function changesSeen(changes: Changes, sight: Sight): Changes | null {
  if (sight.environments === null) return changes;
  const cells = changes.cells.filter((key) => sees(sight, key.slice(0, key.indexOf("/"))));
  const environments = changes.environments.filter((name) => sees(sight, name));
  const nothing = cells.length === 0 && environments.length === 0 && !changes.about && !changes.everything;
  return nothing ? null : { ...changes, cells, environments };
}

/** The event that carries the changed parts themselves (decisions.md 5), built once for all who see the same. */
export async function liveEvent(db: Database, changes: Changes, now: Date, sight: Sight): Promise<LiveEvent> {
  const context = await readContext(db, () => sight);
  const changed = new Set(changes.environments);
  const headers = await readHeaders(db, context.environments, {
    pipeline: context.pipeline,
    now,
    instances: context.links,
  });
  const keys = withFollowers(changes.cells, context.environments);
  const [cells, attention, lately] = await Promise.all([
    readCells(db, context.environments, { keys }),
    readAttention(db, headers),
    readLately(db, sight),
  ]);
  return {
    id: String(changes.newest),
    at: now.toISOString(),
    cells,
    gone: changes.cells.filter((key) => !cells.some((cell) => cell.key === key)),
    environments: headers.filter((header) => changed.has(header.name)),
    instances: context.instances,
    notices: context.notices,
    attention,
    lately,
  };
}
