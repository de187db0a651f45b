import type { ResolvedEnvironment } from "@/lib/domain/placement";
import type { ReadRules } from "@/lib/domain/policy-standing";
import { toJson } from "./json-columns";
import type { Transaction } from "./policy-rows";

/** Brings the environments and services of these rules in the place of those before. */
export async function takeForce(tx: Transaction, { pipeline, environments }: ReadRules): Promise<void> {
  const names = environments.map((one) => one.environment.name);
  await tx.environment.deleteMany({ where: { name: { notIn: names } } });
  await tx.cell.deleteMany({ where: { environment: { notIn: names } } });
  for (const resolved of environments) await tx.environment.upsert(upsertOf(resolved));
  const fleet = environments.some((one) => one.environment.values.includes("{application}"));
  if (!fleet) await tx.service.deleteMany({ where: { name: { notIn: pipeline.services.map((one) => one.name) } } });
  for (const [position, service] of pipeline.services.entries()) {
    const data = { position, about: service.about };
    await tx.service.upsert({ where: { name: service.name }, create: { name: service.name, ...data }, update: data });
  }
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
