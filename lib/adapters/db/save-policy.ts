import type { AuditContext, AuditEntry } from "@/lib/domain/audit/event";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import type { PolicyOutcome } from "@/lib/ports";
import { appendAudit } from "./append-audit";
import { POLICY_CHANNEL } from "./channels";
import type { Database } from "./client";
import { toJson } from "./json-columns";
import { announce } from "./save-projection";

/**
 * Keeps one reading of pipeline.yaml. A readable one takes force and replaces the environments; a broken one is kept
 * with its problems and changes nothing else.
 */
export async function savePolicy(db: Database, outcome: PolicyOutcome): Promise<void> {
  const { result } = outcome;
  await db.$transaction(async (tx) => {
    await tx.policyReading.create({
      data: {
        commit: outcome.commit,
        file: outcome.file,
        text: outcome.text,
        readAt: outcome.at,
        inForce: result.ok,
        ...(result.ok ? { pipeline: toJson(result.pipeline) } : { problems: toJson(result.problems) }),
      },
    });
    if (result.ok) {
      const names = result.environments.map((e) => e.environment.name);
      await tx.environment.deleteMany({ where: { name: { notIn: names } } });
      await tx.cell.deleteMany({ where: { environment: { notIn: names } } });
      for (const resolved of result.environments) await tx.environment.upsert(upsertOf(resolved));
      const fleet = result.environments.some((e) => e.environment.values.includes("{application}"));
      if (!fleet)
        await tx.service.deleteMany({ where: { name: { notIn: result.pipeline.services.map((s) => s.name) } } });
      for (const [position, service] of result.pipeline.services.entries()) {
        const data = { position, about: service.about };
        await tx.service.upsert({
          where: { name: service.name },
          create: { name: service.name, ...data },
          update: data,
        });
      }
    }
    await announce(tx, { at: outcome.at, cells: [], environments: [], everything: true });
    await tx.$executeRaw`SELECT pg_notify(${POLICY_CHANNEL}, '')`;
    await appendAudit(tx, [recordOf(outcome)]);
  });
}

/** Who wrote the commit is looked up by its readers: the branch's commits are kept. */
function recordOf({ commit, file, at, result }: PolicyOutcome): AuditEntry {
  const context: AuditContext = {
    at,
    outcome: "observed",
    actor: null,
    environment: null,
    subject: commit,
    reason: null,
    requestId: null,
    address: null,
  };
  if (result.ok) return { ...context, kind: "policy-took-effect", details: { commit, file } };
  const { length: problems } = result.problems;
  const [first] = result.problems;
  const reason = first ? `${first.file}:${first.line} ${first.reason}` : null;
  return { ...context, kind: "policy-unreadable", details: { commit, file, problems }, outcome: "refused", reason };
}

function upsertOf(resolved: ResolvedEnvironment) {
  const { environment } = resolved;
  const data = {
    position: environment.position,
    short: environment.short,
    instance: environment.argocd,
    definition: toJson(resolved),
  };
  return { where: { name: environment.name }, create: { name: environment.name, ...data }, update: data };
}
