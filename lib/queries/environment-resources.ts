import type { Database } from "@/lib/adapters/db/client";
import { asFailingPods, asList } from "@/lib/adapters/db/json-columns";
import type { Actor } from "@/lib/auth/actor";
import type { ObservedResource } from "@/lib/domain/observed";
import { resourceKey } from "@/lib/domain/resource-key";
import { compareResources } from "@/lib/domain/resource-row";
import { comparedRow } from "@/lib/domain/resource-rows";
import type { Tone } from "@/lib/domain/status";
import type { ResourceRow, ResourcesPage } from "@/lib/http/contracts/resources";
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
    asList<ObservedResource>(application.resources).map((resource) => ({
      ...comparedRow(resource),
      application: application.name,
    })),
  );
  const pods = cells.flatMap((cell) =>
    asFailingPods(cell.failing).map((pod) => podRow(cell.applicationId.split("/").at(-1) ?? "", pod)),
  );
  return {
    resources: [...pods, ...rows].sort(compareResources).slice(0, MOST_ROWS),
    resourcesOf: { applications: applications.length, of },
  };
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

type Failing = ReturnType<typeof asFailingPods>[number];

/** The projection does not keep a pod's namespace: its row says what fails until the tree is there. */
function podRow(application: string, { pod, version, reason, message, restarts, since }: Failing): ResourceRow {
  const named = { group: "", kind: "Pod", namespace: "", name: pod };
  return {
    ...named,
    application,
    key: resourceKey(named),
    parent: null,
    version: "v1",
    tone: "failing",
    words: restarts > 0 ? `${reason}, ${restarts === 1 ? "1 restart" : `${restarts} restarts`}` : reason,
    message,
    sync: null,
    health: "Degraded",
    hook: false,
    requiresPruning: false,
    orphaned: false,
    images: [],
    versions: version === null ? [] : [version],
    restarts,
    node: null,
    createdAt: since,
    ended: false,
  };
}
