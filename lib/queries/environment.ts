import type { Database } from "@/lib/adapters/db/client";
import type { Actor } from "@/lib/auth/actor";
import type { EnvironmentPage } from "@/lib/http/contracts/environment";
import { readContext } from "./overview-context";
import { readApplications } from "./read-applications";
import { readAttention } from "./read-attention";
import { readCells } from "./read-cells";
import { readDeployments } from "./read-deployments";
import { readHeaders } from "./read-headers";
import { readResources } from "./read-resources";

/** More services than a screen can hold are found through the overview's filter. */
const MOST_CELLS = 500;

/** One environment's page; null when there is none of that name. Everyone signed in reads. */
export async function environmentPage(
  _actor: Actor,
  deps: { db: Database; now: Date; demo: boolean },
  input: { name: string; page: number },
): Promise<EnvironmentPage | null> {
  const { db, now } = deps;
  const context = await readContext(db);
  const resolved = context.environments.find((r) => r.environment.name === input.name);
  if (!resolved) return null;
  const services = await db.cell.findMany({
    where: { environment: input.name },
    select: { service: true },
    orderBy: { service: "asc" },
    take: MOST_CELLS,
  });
  const [headers, cells, applications, resources, deployments] = await Promise.all([
    readHeaders(db, [resolved], { pipeline: context.pipeline, now, instances: context.links }),
    readCells(db, context.environments, { environments: [input.name], services: services.map((s) => s.service) }),
    readApplications(db, resolved, context.links, input.page),
    readResources(db, input.name),
    readDeployments(db, input.name, input.page),
  ]);
  const [header] = headers;
  if (!header) return null;
  const order = new Map((context.pipeline?.services ?? []).map((service, index) => [service.name, index]));
  return {
    generatedAt: now.toISOString(),
    eventId: context.eventId,
    demo: deps.demo,
    page: input.page,
    platform: context.pipeline?.name ?? "",
    header,
    cells: cells.sort(
      (a, b) => (order.get(a.service) ?? 0) - (order.get(b.service) ?? 0) || a.service.localeCompare(b.service),
    ),
    attention: await readAttention(db, headers, input.name),
    applications,
    ...resources,
    deployments,
    instances: context.instances,
    notices: context.notices,
  };
}
