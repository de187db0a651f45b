"use client";
import Link from "next/link";
import { useDeferredValue, useMemo } from "react";
import { useEnvironment } from "@/components/environments/environment-frame";
import { ApplicationPicker, useChosenApplication } from "@/components/inside/application-picker";
import { StaleNote } from "@/components/inside/stale-note";
import { useChoices } from "@/components/inside/use-choices";
import { useTypedChoice } from "@/components/inside/use-typed-choice";
import { usePart } from "@/components/live/use-part";
import { ErrorPanel } from "@/components/ui/error-panel";
import { Plain } from "@/components/ui/plain";
import { resourceOfKey } from "@/lib/domain/resource-key";
import type { EventsPage } from "@/lib/http/contracts/events";
import { insideQuery } from "@/lib/http/query-options";
import { timelinePath } from "@/lib/routes";
import { type EventFilter, eventLines, isAsked } from "./event-lines";
import { EventRow } from "./event-row";
import { EventsSkeleton } from "./events-skeleton";

/** Events come without the Application changing, so they are asked for while somebody looks. */
const EVERY_MS = 10_000;

/** What the cluster said lately and what Slipway kept, in one order. */
export function EventsPart() {
  const { header } = useEnvironment();
  const [params] = useChoices();
  const [q, type] = useTypedChoice("q");
  const application = useChosenApplication();
  const resource = params.get("resource");
  const { data, error, reload } = usePart({
    ...insideQuery<EventsPage>(header.name, "events", { application, resource }),
    everyMs: EVERY_MS,
  });
  const filter: EventFilter = { q: useDeferredValue(q), only: params.get("only") === "warnings" ? "warnings" : "all" };
  return (
    <>
      <Filters q={q} onType={type} only={filter.only} shown={data?.application ?? application} resource={resource} />
      {data ? (
        <>
          <Notes page={data} error={error} onRetry={reload} />
          <Lines page={data} filter={filter} environment={header.name} />
        </>
      ) : error ? (
        <div className="p-3">
          <ErrorPanel title="The events could not be loaded." detail={error.message} onRetry={reload} />
        </div>
      ) : (
        <EventsSkeleton />
      )}
    </>
  );
}

type FiltersProps = {
  q: string;
  onType: (text: string) => void;
  only: EventFilter["only"];
  shown: string | null;
  resource: string | null;
};

function Filters({ q, onType, only, shown, resource }: FiltersProps) {
  const [, choose] = useChoices();
  const named = resource === null ? null : resourceOfKey(resource);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line p-2.5">
      <input
        type="search"
        aria-label="Find in the events"
        placeholder="Find in the events"
        value={q}
        maxLength={200}
        onChange={(event) => onType(event.target.value)}
        className="w-56 rounded-md border border-line bg-sunken px-2.5 py-1.5 placeholder:text-ink-3"
      />
      <button
        type="button"
        aria-pressed={only === "warnings"}
        onClick={() => choose({ only: only === "warnings" ? null : "warnings" }, "push")}
        className={`btn btn-small ${only === "warnings" ? "border-accent bg-accent-soft text-accent" : ""}`}
      >
        Only warnings
      </button>
      <ApplicationPicker shown={shown} />
      {resource === null ? null : (
        <span className="flex min-w-0 items-center gap-2 text-[12.5px] text-ink-2">
          Of <Plain text={named ? `${named.kind} ${named.name}` : resource} most={80} />
          <button type="button" className="btn btn-small" onClick={() => choose({ resource: null }, "push")}>
            Show all
          </button>
        </span>
      )}
    </div>
  );
}

const SOME_MISSING = "Some of the cluster's events are missing";
const ONLY_OWN = "Only what Slipway itself kept is listed";

/** What is not there, or not from now, with why. */
function Notes({ page, error, onRetry }: { page: EventsPage; error: Error | null; onRetry: () => void }) {
  const { problem, at, asked, unwell, events } = page.cluster;
  return (
    <>
      {error ? (
        <StaleNote at={at} why={error.message} onRetry={onRetry} />
      ) : problem === null ? null : (
        <StaleNote words={events.length > 0 ? SOME_MISSING : ONLY_OWN} at={null} why={problem} onRetry={onRetry} />
      )}
      <p className="border-b border-line px-3.5 py-2 text-[12.5px] text-ink-3">
        Kubernetes forgets its events after about an hour; what Slipway saw stays.
        {asked < unwell ? ` The events of ${asked} of ${unwell} unwell resources are listed, the worst first.` : ""}
      </p>
    </>
  );
}

function Lines({ page, filter, environment }: { page: EventsPage; filter: EventFilter; environment: string }) {
  const [, choose] = useChoices();
  const lines = useMemo(() => eventLines(page), [page]);
  const asked = lines.filter((line) => isAsked(line, filter));
  if (lines.length === 0)
    return <p className="p-4 text-ink-2">Nothing has been seen here yet. The first sync appears by itself.</p>;
  if (asked.length === 0)
    return (
      <p className="flex flex-wrap items-center gap-3 p-4 text-ink-2">
        {filter.only === "warnings" && filter.q === ""
          ? "No warning: nothing that is known went wrong here."
          : "No event fits."}
        <button type="button" className="btn btn-small" onClick={() => choose({ q: null, only: null })}>
          Show all
        </button>
      </p>
    );
  return (
    <>
      <p className="sr-only" role="status">
        {asked.length === lines.length ? `${lines.length} events` : `${asked.length} of ${lines.length} events`}
      </p>
      <ul className="divide-y divide-line">
        {asked.map((line) => (
          <EventRow key={line.key} line={line} />
        ))}
      </ul>
      {page.moreOwn ? (
        <p className="border-t border-line px-3.5 py-2.5 text-[12.5px] text-ink-2">
          What is older stands in the{" "}
          <Link className="text-accent underline" href={timelinePath({ env: environment })}>
            timeline of {environment}
          </Link>
          .
        </p>
      ) : null}
    </>
  );
}
