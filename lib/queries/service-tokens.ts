import type { Database } from "@/lib/adapters/db/client";
import { scopeFrom } from "@/lib/adapters/db/service-tokens";
import type { Actor } from "@/lib/auth/actor";
import type { Pipeline } from "@/lib/domain/pipeline";
import { can } from "@/lib/domain/policy";
import type { ServiceTokenRow, ServiceTokensPage } from "@/lib/http/contracts/service-tokens";

const A_PAGE = 50;

type Asked = { pipeline: Pipeline | null; page: number };
type Answered = { ok: true; value: ServiceTokensPage } | { ok: false; message: string };

/** All service tokens, newest first, for whoever administers; never their hashes. */
export async function serviceTokens(
  actor: Actor,
  { db, now }: { db: Database; now: Date },
  asked: Asked,
): Promise<Answered> {
  const answer = can(actor, asked.pipeline, "administer", null);
  if (!answer.allowed) return { ok: false, message: answer.reason };
  const count = await db.serviceToken.count();
  const pages = Math.max(1, Math.ceil(count / A_PAGE));
  const page = Math.min(asked.page, pages);
  const rows = await db.serviceToken.findMany({
    orderBy: [{ at: "desc" }, { id: "asc" }],
    skip: (page - 1) * A_PAGE,
    take: A_PAGE,
    omit: { hash: true },
  });
  return { ok: true, value: { rows: rows.map((row) => rowOf(row, now)), page, pages, now: now.toISOString() } };
}

type Kept = Omit<Awaited<ReturnType<Database["serviceToken"]["findMany"]>>[number], "hash">;

function rowOf(row: Kept, now: Date): ServiceTokenRow {
  const { id, name, prefix, scope, madeBy, at, until, revokedAt, revokedBy, reason, lastUsedAt, lastAddress } = row;
  return {
    id,
    name,
    prefix,
    scope: scopeFrom(scope),
    madeBy,
    at: at.toISOString(),
    until: until.toISOString(),
    state: revokedAt ? "revoked" : until <= now ? "expired" : "living",
    revoked: revokedAt && { at: revokedAt.toISOString(), by: revokedBy ?? "", reason: reason ?? "" },
    lastUsed: lastUsedAt && { at: lastUsedAt.toISOString(), address: lastAddress },
  };
}
