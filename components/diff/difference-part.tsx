"use client";
import { useState } from "react";
import { useEnvironment } from "@/components/environments/environment-frame";
import { ApplicationPicker, useChosenApplication } from "@/components/inside/application-picker";
import { useChoices } from "@/components/inside/use-choices";
import { useTypedChoice } from "@/components/inside/use-typed-choice";
import { usePart } from "@/components/live/use-part";
import { ErrorPanel } from "@/components/ui/error-panel";
import { RelativeTime } from "@/components/ui/relative-time";
import type { EnvironmentDiff } from "@/lib/http/contracts/environment-diff";
import { insideQuery } from "@/lib/http/query-options";
import { DifferenceResult } from "./difference-result";
import { DifferenceSkeleton } from "./difference-skeleton";
import { ViewChoice } from "./view-choice";

/** What differs already may differ otherwise without a word from Argo CD. */
const EVERY_MS = 10_000;

/** What the cluster holds against what Git says, of one Application of this environment. */
export function DifferencePart() {
  const { header } = useEnvironment();
  const application = useChosenApplication();
  const [params, choose] = useChoices();
  const [q, type] = useTypedChoice("q");
  const resource = params.get("resource");
  const asked = { application, resource, q: resource ? null : params.get("q") };
  const { data, error, reload } = usePart({
    ...insideQuery<EnvironmentDiff>(header.name, "diff", asked),
    everyMs: EVERY_MS,
  });
  const shown = useLastOf(application, data);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line p-2.5">
        <ApplicationPicker shown={shown?.application ?? application} />
        {resource ? (
          <button type="button" className="btn btn-small" onClick={() => choose({ resource: null }, "push")}>
            ← All differences
          </button>
        ) : (
          <input
            type="search"
            aria-label="Filter by kind, name or field"
            placeholder="Kind, name or field"
            value={q}
            maxLength={200}
            onChange={(event) => type(event.target.value)}
            className="w-56 rounded-md border border-line bg-sunken px-2.5 py-1.5 placeholder:text-ink-3"
          />
        )}
        <span className="text-[12.5px] text-ink-3" role="status">
          {shown ? (
            <>
              {countWords(shown)}as of <RelativeTime at={shown.at} />
            </>
          ) : null}
        </span>
        <span className="flex-1" />
        <ViewChoice />
      </div>
      {error ? (
        <div className="p-3">
          <ErrorPanel
            title={shown ? "The newest difference could not be loaded." : "The difference to Git could not be loaded."}
            detail={shown ? `${error.message} Below is what was known before.` : error.message}
            onRetry={reload}
          />
        </div>
      ) : null}
      {shown ? (
        <DifferenceResult diff={shown} onOpenAlone={(key) => choose({ resource: key }, "push")} onRetry={reload} />
      ) : error ? null : (
        <DifferenceSkeleton />
      )}
    </>
  );
}

/** While another filter's answer is on its way, what was shown stays; another Application's never does. */
function useLastOf(application: string | null, data: EnvironmentDiff | undefined): EnvironmentDiff | undefined {
  const [last, setLast] = useState({ application, data });
  if (last.application !== application || (data && data !== last.data)) setLast({ application, data });
  return data ?? (last.application === application ? last.data : undefined);
}

function countWords({ result }: EnvironmentDiff): string {
  if (result.state === "not-compared" || result.differing === 0) return "";
  const shown = result.resources.length;
  const first = shown < result.matching ? `, the first ${shown} are shown` : "";
  if (result.matching < result.differing) return `${result.matching} of ${result.differing} differences${first}, `;
  return `${result.differing} of ${result.compared} resources ${result.differing === 1 ? "differs" : "differ"}${first}, `;
}
