import type { Database } from "@/lib/adapters/db/client";
import type { Actor } from "@/lib/auth/actor";
import { rowsOf } from "@/lib/domain/placement";
import { can } from "@/lib/domain/policy";
import { type Sight, sightFor } from "@/lib/domain/sight";
import type { Outcome } from "@/lib/ports";
import { type InsideApplication, insideApplication } from "./inside-application";
import { seen } from "./seen";

export type LogApplication = InsideApplication & { services: { name: string; image: string | null }[] };

/**
 * Null when the actor may read the logs of this environment; else the sentence that says who may. `nowhere`: there is no
 * such environment, or none that the actor may see.
 */
export async function logsRefusal(
  actor: Actor,
  { db }: { db: Database },
  environment: string,
): Promise<"nowhere" | { message: string } | null> {
  const { environments, pipeline } = await seen(db, sightFor(actor));
  if (!environments.some((one) => one.environment.name === environment)) return "nowhere";
  const answer = can(actor, pipeline, "logs", environment);
  return answer.allowed ? null : { message: answer.reason };
}

/** The Application whose logs are read, and the services that its pods may be of. Null as insideApplication. */
export async function logApplication(
  actor: Actor,
  { db }: { db: Database },
  { environment, application }: { environment: string; application: string | null },
): Promise<Outcome<LogApplication> | null> {
  const [found, { environments, pipeline, sight }] = await Promise.all([
    insideApplication(actor, { db }, { environment, application }),
    seen(db, sightFor(actor)),
  ]);
  const resolved = environments.find((one) => one.environment.name === environment);
  if (!found || !resolved) return null;
  if (!found.ok) return found;
  const known = pipeline?.services ?? [];
  const { instance, ref } = found.value;
  const rows = rowsOf({ instance, name: ref.name, labels: {} }, resolved.environment, known);
  const placed = await servicesPlaced(db, rows, sight);
  const services = placed.map((name) => ({ name, image: known.find((one) => one.name === name)?.image ?? null }));
  return { ok: true, value: { ...found.value, services } };
}

/** Of the policy's services those that have a place in what is seen. */
async function servicesPlaced(db: Database, names: string[], { environments }: Sight): Promise<string[]> {
  if (environments === null) return names;
  const where = { service: { in: names }, environment: { in: [...environments] } };
  const cells = await db.cell.findMany({ where, select: { service: true }, distinct: ["service"] });
  const placed = new Set(cells.map(({ service }) => service));
  return names.filter((name) => placed.has(name));
}
