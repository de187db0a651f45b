import type { Database } from "@/lib/adapters/db/client";
import { policyInForce } from "@/lib/adapters/db/projection-store";
import type { Actor } from "@/lib/auth/actor";
import { rowsOf } from "@/lib/domain/placement";
import type { Outcome } from "@/lib/ports";
import { findEnvironment } from "./find-environment";
import { type InsideApplication, insideApplication } from "./inside-application";

export type LogApplication = InsideApplication & { services: { name: string; image: string | null }[] };

/** The Application whose logs are read, and the services that its pods may be of. Null as insideApplication. */
export async function logApplication(
  actor: Actor,
  { db }: { db: Database },
  { environment, application }: { environment: string; application: string | null },
): Promise<Outcome<LogApplication> | null> {
  const [found, resolved, policy] = await Promise.all([
    insideApplication(actor, { db }, { environment, application }),
    findEnvironment(actor, db, environment),
    policyInForce(db),
  ]);
  if (!found || !resolved) return null;
  if (!found.ok) return found;
  const known = policy?.pipeline.services ?? [];
  const { instance, ref } = found.value;
  const rows = rowsOf({ instance, name: ref.name, labels: {} }, resolved.environment, known);
  const services = rows.map((name) => ({ name, image: known.find((one) => one.name === name)?.image ?? null }));
  return { ok: true, value: { ...found.value, services } };
}
