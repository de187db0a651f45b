import type { Database } from "@/lib/adapters/db/client";
import type { Deployment } from "@/lib/adapters/db/generated/client";
import { asVersions } from "@/lib/adapters/db/json-columns";
import type { Sight } from "@/lib/domain/sight";
import type { DeploymentDetail } from "@/lib/http/contracts/history";
import { argocdAddress } from "./argocd-address";
import { commitOf } from "./commit-of";
import { commitsBetween } from "./commits-between";
import { deploymentRows } from "./deployment-rows";

/** One deployment of this environment with all that is known of it; null when there is none of that id. */
export async function openDeployment(
  db: Database,
  environment: string,
  id: string,
  sight: Sight,
): Promise<DeploymentDetail | null> {
  if (id === "" || (await db.deployment.count({ where: { id, environment } })) === 0) return null;
  const [shown] = await deploymentRows(db, [id]);
  if (!shown) return null;
  const { row, own, before } = shown;
  const [between, argocd] = await Promise.all([
    commitsBetween(db, { from: before?.revision ?? null, to: own.revision }, sight),
    argocdLink(db, own.applicationId),
  ]);
  return {
    row,
    before: before && (await named(db, before)),
    between,
    versions: Object.entries(asVersions(own.versions))
      .map(([service, version]) => ({ service, version }))
      .sort((a, b) => (a.service < b.service ? -1 : 1)),
    argocd,
  };
}

/** A deployment by when it was and what it deployed. */
export async function named(db: Database, { id, at, revision }: Deployment) {
  const commit = revision ? await db.commit.findUnique({ where: { sha: revision } }) : null;
  return { id, at: at.toISOString(), commit: revision ? commitOf(revision, commit ?? undefined) : null };
}

/** Where Argo CD shows the Application. */
async function argocdLink(db: Database, applicationId: string): Promise<string | null> {
  const application = await db.application.findUnique({
    where: { id: applicationId },
    select: { instance: true, namespace: true, name: true, present: true },
  });
  if (!application?.present) return null;
  const instance = await db.instance.findUnique({ where: { name: application.instance } });
  if (!instance) return null;
  return argocdAddress(instance.url, application);
}
