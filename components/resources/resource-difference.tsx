"use client";
import { ResourceDifferenceView } from "@/components/diff/resource-difference";
import { useEnvironment } from "@/components/environments/environment-frame";
import { StaleNote } from "@/components/inside/stale-note";
import { usePart } from "@/components/live/use-part";
import { ErrorPanel } from "@/components/ui/error-panel";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import type { EnvironmentDiff } from "@/lib/http/contracts/environment-diff";
import type { ResourceRow } from "@/lib/http/contracts/resources";
import { insideQuery } from "@/lib/http/query-options";
import { RowsSkeleton } from "./skeletons";

/** What the cluster holds of this resource against what Git says. */
export function ResourceDifference({ row }: { row: ResourceRow }) {
  const { header } = useEnvironment();
  const compared = row.sync !== null && !row.hook;
  const { data, error, reload } = usePart({
    ...insideQuery<EnvironmentDiff>(header.name, "diff", { application: row.application, resource: row.key }),
    enabled: compared,
  });
  if (!compared) return <p className="p-4 text-ink-2">{notCompared(row)}</p>;
  if (!data && error)
    return (
      <div className="p-3">
        <ErrorPanel title="The difference could not be loaded." detail={error.message} onRetry={reload} />
      </div>
    );
  if (!data) return <RowsSkeleton />;
  return (
    <>
      {error ? <StaleNote at={data.at} why={error.message} onRetry={reload} /> : null}
      <Result diff={data} />
    </>
  );
}

function Result({ diff: { result, at } }: { diff: EnvironmentDiff }) {
  if (result.state === "not-compared")
    return (
      <section className="space-y-2 p-4">
        <h3 className="font-medium">{result.title}</h3>
        <Plain text={result.detail} most={1_500} className="block break-words whitespace-pre-wrap text-ink-2" />
      </section>
    );
  if (result.resources.length === 0)
    return (
      <p className="p-4 text-ink-2">
        Nothing differs. The cluster holds what Git says, as of <RelativeTime at={at} />.
      </p>
    );
  return result.resources.map((resource) => (
    <ResourceDifferenceView key={resource.key} resource={resource} view="unified" folded={false} />
  ));
}

function notCompared(row: ResourceRow): string {
  if (row.hook) return "A hook runs at a sync and is not compared with Git.";
  return "Git does not name it, so there is nothing to compare: something in the cluster made it.";
}
