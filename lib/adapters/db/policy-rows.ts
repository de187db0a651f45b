import type { Pipeline } from "@/lib/domain/pipeline";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import type { WrittenCommit } from "@/lib/domain/policy-approval";
import type { ReadRules } from "@/lib/domain/policy-standing";
import { POLICY_CHANNEL } from "./channels";
import type { Database } from "./client";
import { announce } from "./save-projection";

/** A transaction of Prisma's. */
export type Transaction = Parameters<Parameters<Database["$transaction"]>[0]>[0];

/** Readings and decisions of the policy come one after the other; taken before the lock of announcements. */
export async function lockPolicy(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(72002)`;
}

/** The newest reading that took force, with the environments it brought; null before the first. */
export async function rulesInForce(tx: Transaction): Promise<ReadRules | null> {
  const row = await tx.policyReading.findFirst({ where: { inForce: true }, orderBy: { id: "desc" } });
  if (!row?.pipeline) return null;
  const environments = await tx.environment.findMany({ orderBy: { position: "asc" } });
  return {
    pipeline: row.pipeline as unknown as Pipeline,
    environments: environments.map(({ definition }) => definition as unknown as ResolvedEnvironment),
  };
}

/** Wakes whoever follows the rules, and loads every open page anew. */
export async function tellOfPolicy(tx: Transaction, at: Date): Promise<void> {
  await announce(tx, { at, cells: [], environments: [], everything: true });
  await tx.$executeRaw`SELECT pg_notify(${POLICY_CHANNEL}, '')`;
}

export function resolvedIn(value: unknown): ResolvedEnvironment[] {
  return Array.isArray(value) ? (value as ResolvedEnvironment[]) : [];
}

export function writtenIn(value: unknown): WrittenCommit[] | null {
  return Array.isArray(value) ? (value as WrittenCommit[]) : null;
}
