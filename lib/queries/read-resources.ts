import type { Database } from "@/lib/adapters/db/client";
import { asFailingPods, asList } from "@/lib/adapters/db/json-columns";
import type { ObservedResource } from "@/lib/domain/observed";
import { resourceTone } from "@/lib/domain/resource-tone";
import { TONES } from "@/lib/domain/status";
import type { ResourceRow } from "@/lib/http/contracts/environment";

const MOST_APPLICATIONS = 50;
const MOST_ROWS = 2_000;

/** The resources of an environment's applications, failing first. Failing pods stand among them, as last looked at. */
export async function readResources(db: Database, environment: string): Promise<ResourceRow[]> {
  const [applications, cells] = await Promise.all([
    db.application.findMany({
      where: { environment, present: true },
      select: { name: true, namespace: true, resources: true },
      orderBy: { name: "asc" },
      take: MOST_APPLICATIONS,
    }),
    db.cell.findMany({ where: { environment, tone: "failing" }, select: { applicationId: true, failing: true } }),
  ]);
  const rows = applications.flatMap((application) =>
    asList<ObservedResource>(application.resources).map((resource) => rowOf(application.name, resource)),
  );
  const pods = cells.flatMap((cell) =>
    asFailingPods(cell.failing).map((pod) => podRow(cell.applicationId.split("/").at(-1) ?? "", pod)),
  );
  return [...pods, ...rows]
    .sort(
      (a, b) =>
        TONES.indexOf(a.tone) - TONES.indexOf(b.tone) || a.kind.localeCompare(b.kind) || a.name.localeCompare(b.name),
    )
    .slice(0, MOST_ROWS);
}

function rowOf(application: string, resource: ObservedResource): ResourceRow {
  return {
    key: [application, resource.group, resource.kind, resource.namespace, resource.name].join("/"),
    kind: resource.kind,
    group: resource.group,
    name: resource.name,
    namespace: resource.namespace,
    application,
    sync: resource.sync,
    health: resource.health,
    message: resource.healthMessage,
    tone: resourceTone(resource),
    hook: resource.hook,
    requiresPruning: resource.requiresPruning,
    images: [],
    createdAt: null,
  };
}

function podRow(
  application: string,
  pod: { pod: string; reason: string; message: string; restarts: number; since: string },
): ResourceRow {
  return {
    key: `${application}//Pod//${pod.pod}`,
    kind: "Pod",
    group: "",
    name: pod.pod,
    namespace: "",
    application,
    sync: null,
    health: "Degraded",
    message: `${pod.reason}${pod.message ? `: ${pod.message}` : ""}`,
    tone: "failing",
    hook: false,
    requiresPruning: false,
    images: [],
    createdAt: pod.since,
  };
}
