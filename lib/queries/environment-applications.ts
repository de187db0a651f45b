import type { Database } from "@/lib/adapters/db/client";
import type { Application } from "@/lib/adapters/db/generated/client";
import { asHealth, asSync, asWord } from "@/lib/adapters/db/json-columns";
import type { Actor } from "@/lib/auth/actor";
import { TONES } from "@/lib/domain/status";
import type { ApplicationRow, Paged } from "@/lib/http/contracts/environment";
import { argocdAddress } from "./argocd-address";
import { findEnvironment } from "./find-environment";
import { pageOf } from "./page-of";

const ROWS_A_PAGE = 50;

/**
 * The environment's applications by name, those that have `q` in it; those that the policy names and Argo CD has not come
 * first, as missing.
 */
export async function environmentApplications(
  actor: Actor,
  { db }: { db: Database },
  { name, page: asked, q = "" }: { name: string; page: number; q?: string },
): Promise<Paged<ApplicationRow> | null> {
  const found = await findEnvironment(actor, db, name);
  if (!found) return null;
  const { environment, claims } = found;
  const where = {
    environment: environment.name,
    ...(q === "" ? {} : { name: { contains: q, mode: "insensitive" as const } }),
  };
  const [instance, counted, known] = await Promise.all([
    db.instance.findUnique({ where: { name: environment.argocd } }),
    db.application.count({ where }),
    claims.by === "names"
      ? db.application.findMany({
          where: { environment: environment.name, name: { in: claims.names } },
          select: { name: true },
        })
      : [],
  ]);
  const names = claims.by === "names" ? claims.names : [];
  const sought = q.toLowerCase();
  const absent = names.filter((name) => !known.some((row) => row.name === name) && name.toLowerCase().includes(sought));
  const total = counted + absent.length;
  const { page, pages, offset } = pageOf(asked, total, ROWS_A_PAGE);
  const shownAbsent = absent.slice(offset, offset + ROWS_A_PAGE);
  const rows = await db.application.findMany({
    where,
    omit: { resources: true, conditions: true },
    orderBy: { name: "asc" },
    skip: Math.max(0, offset - absent.length),
    take: ROWS_A_PAGE - shownAbsent.length,
  });
  const listed = instance?.lastListAt != null;
  return {
    total,
    page,
    pages,
    rows: [
      ...shownAbsent.map((name) => absentRow(name, environment.argocd, listed)),
      ...rows.map((row) => rowOf(row, instance?.url ?? null)),
    ],
  };
}

/** Until Argo CD has been listed once, what is not there is not known to be missing. */
function absentRow(name: string, instance: string, listed: boolean): ApplicationRow {
  const verdict = listed
    ? ({
        health: "Missing",
        healthMessage: "The policy names it, and Argo CD has no such Application.",
        tone: "failing",
        words: "Not in Argo CD",
      } as const)
    : ({
        health: "Unknown",
        healthMessage: "Argo CD has not been read yet.",
        tone: "unknown",
        words: "Not known yet",
      } as const);
  return { name, instance, present: false, sync: "Unknown", argocd: null, ...verdict };
}

function rowOf(row: Omit<Application, "resources" | "conditions">, url: string | null): ApplicationRow {
  return {
    name: row.name,
    instance: row.instance,
    present: row.present,
    sync: asSync(row.sync),
    health: asHealth(row.health),
    healthMessage: row.healthMessage,
    tone: asWord(row.tone, TONES, "unknown"),
    words: row.words,
    argocd: url && row.present ? argocdAddress(url, row) : null,
  };
}
