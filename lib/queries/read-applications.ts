import type { Database } from "@/lib/adapters/db/client";
import type { Application } from "@/lib/adapters/db/generated/client";
import { asHealth, asSync, asWord } from "@/lib/adapters/db/json-columns";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import { TONES } from "@/lib/domain/status";
import type { ApplicationRow, EnvironmentPage } from "@/lib/http/contracts/environment";

const ROWS_A_PAGE = 50;

/** The environment's applications by name; those that the policy names and Argo CD has not come first, as missing. */
export async function readApplications(
  db: Database,
  { environment, claims }: ResolvedEnvironment,
  instances: Map<string, { url: string }>,
  page: number,
): Promise<EnvironmentPage["applications"]> {
  const where = { environment: environment.name };
  const offset = (Math.max(1, page) - 1) * ROWS_A_PAGE;
  const [rows, total, known] = await Promise.all([
    db.application.findMany({ where, orderBy: { name: "asc" }, skip: offset, take: ROWS_A_PAGE }),
    db.application.count({ where }),
    claims.by === "names"
      ? db.application.findMany({ where: { ...where, name: { in: claims.names } }, select: { name: true } })
      : [],
  ]);
  const absent = claims.by === "names" ? claims.names.filter((name) => !known.some((row) => row.name === name)) : [];
  const url = instances.get(environment.argocd)?.url ?? null;
  return {
    total: total + absent.length,
    page: Math.max(1, page),
    pages: Math.max(1, Math.ceil(total / ROWS_A_PAGE)),
    rows: [...absent.map((name) => missingRow(name, environment.argocd)), ...rows.map((row) => rowOf(row, url))],
  };
}

function missingRow(name: string, instance: string): ApplicationRow {
  return {
    name,
    instance,
    present: false,
    sync: "Unknown",
    health: "Missing",
    healthMessage: "The policy names it, and Argo CD has no such Application.",
    tone: "failing",
    words: "Not in Argo CD",
    argocd: null,
  };
}

function rowOf(row: Application, url: string | null): ApplicationRow {
  return {
    name: row.name,
    instance: row.instance,
    present: row.present,
    sync: asSync(row.sync),
    health: asHealth(row.health),
    healthMessage: row.healthMessage,
    tone: asWord(row.tone, TONES, "unknown"),
    words: row.words,
    argocd: url ? `${url.replace(/\/$/, "")}/applications/${row.namespace}/${encodeURIComponent(row.name)}` : null,
  };
}
