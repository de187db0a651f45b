import type { TokenScope } from "@/lib/domain/token-scope";
import type { LivingToken, ServiceTokens } from "@/lib/ports";
import { appendAudit } from "./append-audit";
import type { Database } from "./client";

const USED_EVERY_MS = 60_000;
/** A scope as `make` wrote it. */
export function scopeFrom(value: unknown): TokenScope {
  return value as TokenScope;
}

/** Service tokens, on PostgreSQL. */
export function createServiceTokens(db: Database): ServiceTokens {
  return {
    make: (token, record) =>
      db.$transaction(async (tx) => {
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('service_token'))`;
        const living = { name: token.name, revokedAt: null, until: { gt: token.at } };
        if ((await tx.serviceToken.count({ where: living })) > 0) return false;
        await tx.serviceToken.create({ data: token });
        await appendAudit(tx, [record]);
        return true;
      }),
    revoke: (id, { at, by, reason }, record) =>
      db.$transaction(async (tx) => {
        const { count } = await tx.serviceToken.updateMany({
          where: { id, revokedAt: null },
          data: { revokedAt: at, revokedBy: by, reason },
        });
        if (count > 0) await appendAudit(tx, [record]);
        return count > 0;
      }),
    nameOf: async (id) => (await db.serviceToken.findUnique({ where: { id }, select: { name: true } }))?.name ?? null,
    async living(hash, now): Promise<LivingToken | null> {
      const row = await db.serviceToken.findFirst({ where: { hash, revokedAt: null, until: { gt: now } } });
      return row && { id: row.id, name: row.name, scope: scopeFrom(row.scope), lastUsedAt: row.lastUsedAt };
    },
    async used({ id, lastUsedAt }, at, address) {
      if (lastUsedAt && at.getTime() - lastUsedAt.getTime() < USED_EVERY_MS) return;
      await db.serviceToken.updateMany({ where: { id }, data: { lastUsedAt: at, lastAddress: address } });
    },
  };
}
