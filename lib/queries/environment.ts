import type { Database } from "@/lib/adapters/db/client";
import type { Actor } from "@/lib/auth/actor";
import { sightFor } from "@/lib/domain/sight";
import type { EnvironmentPage } from "@/lib/http/contracts/environment";
import { frameOf } from "./frame";
import { readContext } from "./overview-context";
import { readAttention } from "./read-attention";
import { readCells } from "./read-cells";
import { readHeaders } from "./read-headers";

/** More services than a screen can hold are found through the overview's filter. */
const MOST_CELLS = 500;

/** What stands above every part of an environment; null when there is none of that name that the actor may see. */
export async function environmentPage(
  actor: Actor,
  deps: { db: Database; now: Date; demo: boolean },
  name: string,
): Promise<EnvironmentPage | null> {
  const { db, now } = deps;
  const context = await readContext(db, sightFor(actor));
  const resolved = context.environments.find((r) => r.environment.name === name);
  if (!resolved) return null;
  const services = await db.cell.findMany({
    where: { environment: name },
    select: { service: true },
    orderBy: { service: "asc" },
    take: MOST_CELLS,
  });
  const [headers, cells] = await Promise.all([
    readHeaders(db, [resolved], { pipeline: context.pipeline, now, instances: context.links }),
    readCells(db, context.environments, { environments: [name], services: services.map((s) => s.service) }),
  ]);
  const [header] = headers;
  if (!header) return null;
  const order = new Map((context.pipeline?.services ?? []).map((service, index) => [service.name, index]));
  return {
    ...frameOf(context, deps),
    header,
    cells: cells.sort(
      (a, b) => (order.get(a.service) ?? 0) - (order.get(b.service) ?? 0) || a.service.localeCompare(b.service),
    ),
    attention: await readAttention(db, headers),
  };
}
