import type { Database } from "@/lib/adapters/db/client";
import type { Actor } from "@/lib/auth/actor";
import type { ApplicationRef, Outcome } from "@/lib/ports";
import { findEnvironment } from "./find-environment";
import { leadApplicationIds } from "./lead-applications";

/** The Application that is looked into, and of which Argo CD it is. `id` is its row's. */
export type InsideApplication = { id: string; ref: ApplicationRef; instance: string };

const SELECT = { id: true, instance: true, namespace: true, name: true, project: true } as const;

/**
 * The Application of an environment that is looked into: the one that is named, else the worst. Null when there is no such
 * environment, or none that the actor may see.
 */
export async function insideApplication(
  actor: Actor,
  { db }: { db: Database },
  { environment, application }: { environment: string; application: string | null },
): Promise<Outcome<InsideApplication> | null> {
  if (!(await findEnvironment(actor, db, environment))) return null;
  const row = application === null ? await worst(db, environment) : await named(db, environment, application);
  if (!row) return { ok: false, failure: { kind: "not-found", status: null, detail: notThere(application) } };
  const { id, instance, namespace, name, project } = row;
  return { ok: true, value: { id, instance, ref: { namespace, name, project } } };
}

async function worst(db: Database, environment: string) {
  const [id] = await leadApplicationIds(db, [environment]);
  return id === undefined ? null : db.application.findUnique({ where: { id }, select: SELECT });
}

/** PostgreSQL's text holds no NUL: what has one is the name of nothing. */
async function named(db: Database, environment: string, name: string) {
  if (name.includes("\0")) return null;
  return db.application.findFirst({
    where: { environment, name, present: true },
    select: SELECT,
    orderBy: { id: "asc" },
  });
}

function notThere(application: string | null): string {
  return application === null
    ? "This environment has no Application yet."
    : "This environment has no Application of that name.";
}
