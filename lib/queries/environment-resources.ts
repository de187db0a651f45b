import type { Database } from "@/lib/adapters/db/client";
import { asFailingPods, asList } from "@/lib/adapters/db/json-columns";
import type { Actor } from "@/lib/auth/actor";
import type { ObservedResource } from "@/lib/domain/observed";
import { resourceTone } from "@/lib/domain/resource-tone";
import { TONES, type Tone } from "@/lib/domain/status";
import type { ResourceRow, ResourcesPage } from "@/lib/http/contracts/environment";
import { findEnvironment } from "./find-environment";

const MOST_APPLICATIONS = 50;
const MOST_ROWS = 2_000;
/** Applications of these tones are shown before any other, in this order. */
const SHOWN_FIRST = ["failing", "attention", "moving"] satisfies Tone[];

/** The resources of an environment's applications, failing first. Failing pods stand among them, as last looked at. */
export async function environmentResources(
  actor: Actor,
  { db }: { db: Database },
  environment: string,
): Promise<ResourcesPage | null> {
  if (!(await findEnvironment(actor, db, environment))) return null;
  const [applications, of, cells] = await Promise.all([
    shownApplications(db, environment),
    db.application.count({ where: { environment, present: true } }),
    db.cell.findMany({ where: { environment, tone: "failing" }, select: { applicationId: true, failing: true } }),
  ]);
  const rows = applications.flatMap((application) =>
    asList<ObservedResource>(application.resources).map((resource) => rowOf(application.name, resource)),
  );
  const pods = cells.flatMap((cell) =>
    asFailingPods(cell.failing).map((pod) => podRow(cell.applicationId.split("/").at(-1) ?? "", pod)),
  );
  const resources = [...pods, ...rows]
    .sort(
      (a, b) =>
        TONES.indexOf(a.tone) - TONES.indexOf(b.tone) || a.kind.localeCompare(b.kind) || a.name.localeCompare(b.name),
    )
    .slice(0, MOST_ROWS);
  return { resources, resourcesOf: { applications: applications.length, of } };
}

/** Which applications is settled before their resources are read, which are large. */
async function shownApplications(db: Database, environment: string) {
  const ids = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM application WHERE environment = ${environment} AND present
    ORDER BY array_position(${SHOWN_FIRST}::text[], tone), name LIMIT ${MOST_APPLICATIONS}`;
  return db.application.findMany({
    where: { id: { in: ids.map((row) => row.id) } },
    select: { name: true, resources: true },
    orderBy: { name: "asc" },
  });
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
