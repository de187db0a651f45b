"use client";
import { useMemo } from "react";
import { useEnvironment } from "@/components/environments/environment-frame";
import { usePart } from "@/components/live/use-part";
import { compareResources } from "@/lib/domain/resource-row";
import type { ResourceRow, ResourcesPage, TreePage } from "@/lib/http/contracts/resources";
import { insideQuery, treeQuery } from "@/lib/http/query-options";

/** Trees change without their Application changing, so they are asked for while somebody looks. */
const EVERY_MS = 3_000;

export type TreeState = {
  page: TreePage | undefined;
  /** Why it could not be loaded the last time. */
  problem: string | null;
  reload: () => void;
};

/**
 * What an environment's resources are: of the Application looked into with all that its tree tells, of the others as they
 * were last compared. `looked` null: the worst one is; `application` null: the rows of all are wanted.
 */
export function useResources(
  initial: ResourcesPage,
  { looked, application }: { looked: string | null; application: string | null },
) {
  const { header } = useEnvironment();
  const compared = usePart({ ...insideQuery<ResourcesPage>(header.name, "resources"), initial });
  const tree = useTree(looked);
  const { resources, resourcesOf } = compared.data ?? initial;
  const rows = useMemo(() => merged(resources, tree.page, application), [resources, tree.page, application]);
  return { rows, tree, of: resourcesOf };
}

/** Asked for once, however many parts of the page use it. */
export function useTree(application: string | null): TreeState {
  const { header } = useEnvironment();
  const { data, error, reload } = usePart({
    ...treeQuery(header.name, application),
    everyMs: EVERY_MS,
    enabled: header.applications.total > 0,
  });
  return { page: data, problem: error?.message ?? null, reload };
}

function merged(compared: ResourceRow[], tree: TreePage | undefined, application: string | null): ResourceRow[] {
  if (!tree) return application === null ? compared : compared.filter((row) => row.application === application);
  const others = application === null ? compared.filter((row) => row.application !== tree.application) : [];
  return others.length === 0 ? tree.rows : [...tree.rows, ...others].sort(compareResources);
}
