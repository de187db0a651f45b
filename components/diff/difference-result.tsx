"use client";
import { Status } from "@/components/status/status";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import type { EnvironmentDiff } from "@/lib/http/contracts/environment-diff";
import { type DifferenceGroup, differenceGroups } from "./difference-groups";
import { ResourceDifferenceView } from "./resource-difference";
import { useDiffView } from "./view-choice";

/** So many resources show their lines at once; those of the others are one press away. */
const MOST_OPEN = 12;

type Props = { diff: EnvironmentDiff; onOpenAlone: (key: string) => void; onRetry: () => void };

export function DifferenceResult({ diff, onOpenAlone, onRetry }: Props) {
  const { result } = diff;
  if (result.state === "not-compared")
    return (
      <section className="space-y-2 p-4">
        <h2>{result.title}</h2>
        <Plain text={result.detail} most={1_500} className="block break-words whitespace-pre-wrap text-ink-2" />
        <button type="button" className="btn" onClick={onRetry}>
          Look again
        </button>
      </section>
    );
  if (result.differing === 0)
    return (
      <p className="p-4 text-ink-2">
        Nothing differs. The cluster holds what Git says, as of <RelativeTime at={diff.at} />.
      </p>
    );
  if (result.resources.length === 0)
    return <p className="p-4 text-ink-2">None of the {result.differing} differences matches. Change the filter.</p>;
  return differenceGroups(result.resources, diff).map((group) => (
    <Group key={group.kind} group={group} onOpenAlone={onOpenAlone} />
  ));
}

function Group({ group, onOpenAlone }: { group: DifferenceGroup; onOpenAlone: Props["onOpenAlone"] }) {
  const view = useDiffView();
  const loud = group.kind === "pruned";
  return (
    <section
      aria-labelledby={`differences-${group.kind}`}
      className={loud ? "m-3 overflow-clip rounded-lg border-2 border-bad" : "border-b border-line last:border-b-0"}
    >
      <div className={`px-3.5 py-2.5 ${loud ? "bg-bad-soft" : "bg-sunken"}`}>
        <h2 id={`differences-${group.kind}`}>
          <Status tone={group.tone} words={group.title} />
        </h2>
        <p className="mt-0.5 text-[12.5px] text-ink-2">{group.words}</p>
      </div>
      {group.resources.map((resource, index) => (
        <ResourceDifferenceView
          key={resource.key}
          resource={resource}
          view={view}
          onOpenAlone={onOpenAlone}
          folded={index >= MOST_OPEN}
        />
      ))}
    </section>
  );
}
