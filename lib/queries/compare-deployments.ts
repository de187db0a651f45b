import type { Database } from "@/lib/adapters/db/client";
import type { Deployment } from "@/lib/adapters/db/generated/client";
import { asVersions } from "@/lib/adapters/db/json-columns";
import type { Sight } from "@/lib/domain/sight";
import type { ComparedDeployments, HistoryFilter } from "@/lib/http/contracts/history";
import { commitsBetween } from "./commits-between";
import { named } from "./deployment-detail";
import { stepsBetween } from "./deployment-rows";

/** What changed between two deployments of an environment, the earlier one first whichever was named first. */
export async function compareDeployments(
  db: Database,
  environment: string,
  { from, to }: Pick<HistoryFilter, "from" | "to">,
  sight: Sight,
): Promise<ComparedDeployments | null> {
  if (from === "" || to === "" || from === to) return null;
  const rows = await db.deployment.findMany({
    where: { id: { in: [from, to] }, environment },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
  const [earlier, later] = rows;
  if (!earlier || !later) return null;
  const incomparable = whyNot(earlier, later);
  const changes = incomparable === null ? stepsBetween(earlier, later) : [];
  return {
    from: await named(db, earlier),
    to: await named(db, later),
    changes,
    same: incomparable === null ? Object.keys(asVersions(later.versions)).length - inLater(changes) : 0,
    incomparable,
    between: await commitsBetween(db, { from: earlier.revision, to: later.revision }, sight),
  };
}

function whyNot(a: Deployment, b: Deployment): string | null {
  if (a.applicationId !== b.applicationId) return "They are of two Applications, each with versions of its own.";
  const unread = [a, b].some(({ versions }) => Object.keys(asVersions(versions)).length === 0);
  return unread ? "The versions of one of them were never read from Git." : null;
}

function inLater(changes: readonly { to: string | null }[]): number {
  return changes.filter(({ to }) => to !== null).length;
}
