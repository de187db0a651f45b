import type { Database } from "@/lib/adapters/db/client";
import type { Actor } from "@/lib/auth/actor";
import { TONES } from "@/lib/domain/status";
import type { ApplicationRef, Outcome } from "@/lib/ports";
import { findEnvironment } from "./find-environment";
import { leadApplicationIds } from "./lead-applications";

/** The Application that is looked into, and of which Argo CD it is. `id` is its row's. */
export type InsideApplication = { id: string; ref: ApplicationRef; instance: string };

const SELECT = { id: true, instance: true, namespace: true, name: true, project: true } as const;

/** `prefer`: where none is named, the worst of those that differ from Git, if any does. */
type Asked = { environment: string; application: string | null; prefer?: "out-of-sync" };

/**
 * The Application of an environment that is looked into: the one that is named, else the worst. Null when there is no such
 * environment, or none that the actor may see.
 */
export async function insideApplication(
  actor: Actor,
  { db }: { db: Database },
  { environment, application, prefer }: Asked,
): Promise<Outcome<InsideApplication> | null> {
  if (!(await findEnvironment(actor, db, environment))) return null;
  const row = application === null ? await worst(db, environment, prefer) : await named(db, environment, application);
  if (!row) return { ok: false, failure: { kind: "not-found", status: null, detail: notThere(application) } };
  const { id, instance, namespace, name, project } = row;
  return { ok: true, value: { id, instance, ref: { namespace, name, project } } };
}

async function worst(db: Database, environment: string, prefer: Asked["prefer"]) {
  const differing = prefer === "out-of-sync" ? await worstOutOfSync(db, environment) : null;
  if (differing) return differing;
  const [id] = await leadApplicationIds(db, [environment]);
  return id === undefined ? null : db.application.findUnique({ where: { id }, select: SELECT });
}

/** A short look into the index for each tone: the first that finds one ends it. */
async function worstOutOfSync(db: Database, environment: string) {
  for (const tone of TONES) {
    const where = { environment, present: true, sync: "OutOfSync", tone };
    const row = await db.application.findFirst({ where, select: SELECT, orderBy: [{ name: "asc" }, { id: "asc" }] });
    if (row) return row;
  }
  return null;
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
