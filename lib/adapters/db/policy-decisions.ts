import type { Writer } from "@/lib/domain/policy-approval";
import type { PolicyDecisions, PolicyRuling, PolicyWaiting } from "@/lib/ports";
import { appendAudit } from "./append-audit";
import type { Database } from "./client";
import { asWord } from "./json-columns";
import { lockPolicy, rulesInForce, type Transaction, tellOfPolicy, writtenIn } from "./policy-rows";
import { rulesOf } from "./save-policy";
import { takeForce } from "./take-force";

/** Decisions on what waits, on PostgreSQL: judged under the policy's lock, kept in the same transaction. */
export function createPolicyDecisions(db: Database): PolicyDecisions {
  return {
    decide: (judge) =>
      db.$transaction(async (tx) => {
        await lockPolicy(tx);
        const row = await waitingRow(tx);
        const { ruling, answer } = judge(row && (await waitingOf(tx, row)));
        if (row) await keep(tx, row, ruling);
        await appendAudit(tx, ruling.records);
        return answer;
      }),
  };
}

type Row = NonNullable<Awaited<ReturnType<typeof waitingRow>>>;

/** Only the newest reading can wait: whatever came after it has replaced it. */
async function waitingRow(tx: Transaction) {
  const row = await tx.policyReading.findFirst({ orderBy: { id: "desc" }, include: { decisions: true } });
  return row?.state === "waiting" ? row : null;
}

async function waitingOf(tx: Transaction, row: Row): Promise<PolicyWaiting | null> {
  const inForce = await rulesInForce(tx);
  if (!inForce || row.seal === null) return null;
  const writers = writtenIn(row.writers);
  return {
    commit: row.commit,
    file: row.file,
    seal: row.seal,
    inForce: inForce.pipeline,
    writers,
    pushers: await pushersOf(tx, writers?.map(({ sha }) => sha) ?? []),
    decisions: row.decisions
      .filter(({ seal }) => seal === row.seal)
      .map(({ person, roles, decision }) => ({
        person,
        roles,
        decision: asWord(decision, ["approve", "reject"] as const, "reject"),
      })),
  };
}

async function pushersOf(tx: Transaction, shas: string[]): Promise<Writer[]> {
  const rows = await tx.commitPusher.findMany({ where: { sha: { in: shas } } });
  return rows.map(({ login, mail }) => ({ name: login ?? mail ?? "", login, mail }));
}

async function keep(tx: Transaction, row: Row, { keep: decision, becomes, at }: PolicyRuling): Promise<void> {
  if (decision) {
    const kept = { ...decision, seal: row.seal ?? "", at };
    const key = { readingId: row.id, person: decision.person };
    await tx.policyDecision.upsert({
      where: { readingId_person: key },
      create: { readingId: row.id, ...kept },
      update: kept,
    });
  }
  if (becomes !== null) await become(tx, row, becomes, at);
  if (decision) await tellOfPolicy(tx, at);
}

async function become(tx: Transaction, row: Row, state: "in-force" | "rejected", at: Date): Promise<void> {
  const force = state === "in-force" ? { inForce: true, inForceAt: at } : {};
  await tx.policyReading.update({ where: { id: row.id }, data: { state, stateAt: at, ...force } });
  const rules = rulesOf(row);
  if (state === "in-force" && rules) await takeForce(tx, rules);
}
