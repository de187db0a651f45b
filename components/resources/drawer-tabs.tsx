"use client";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { useChoices } from "@/components/inside/use-choices";
import type { ResourceDetails } from "@/lib/http/contracts/resources";
import { ResourceEvents } from "./resource-events";
import { ResourceSummary } from "./resource-summary";
import { RowsSkeleton } from "./skeletons";

const TABS = [
  { show: "summary", word: "Summary" },
  { show: "manifest", word: "Manifest" },
  { show: "difference", word: "Difference" },
  { show: "events", word: "Events" },
] as const;
type Shown = (typeof TABS)[number]["show"];

const ResourceDifference = dynamic(() => import("./resource-difference").then((loaded) => loaded.ResourceDifference), {
  loading: RowsSkeleton,
});
const ManifestView = dynamic(() => import("./manifest-view").then((loaded) => loaded.ManifestView), {
  ssr: false,
  loading: RowsSkeleton,
});

export function showOf(params: URLSearchParams): Shown {
  return TABS.find(({ show }) => show === params.get("show"))?.show ?? "summary";
}

type Props = {
  show: Shown;
  name: string;
  application: string | null;
  details: ResourceDetails | null;
  /** In place of what could not be loaded. */
  problem: ReactNode;
};

/** The parts of one resource; which is shown stands in the address. */
export function DrawerTabs({ show, name, application, details, problem }: Props) {
  const [, choose] = useChoices();
  return (
    <>
      <nav
        aria-label="Parts of this resource"
        className="flex items-center gap-1 overflow-x-auto border-b border-line px-2"
      >
        {TABS.map((tab) => (
          <button
            key={tab.show}
            type="button"
            {...(show === tab.show ? { "aria-current": "true" as const } : {})}
            onClick={() => choose({ show: tab.show === "summary" ? null : tab.show, side: null })}
            className={`-mb-px border-b-2 px-2.5 py-2 whitespace-nowrap ${show === tab.show ? "border-accent font-medium" : "border-transparent text-ink-2"}`}
          >
            {tab.word}
            {tab.show === "events" ? <Warnings details={details} /> : null}
          </button>
        ))}
      </nav>
      <section
        aria-label="About this resource"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
      >
        {details === null ? problem ? <div className="p-3">{problem}</div> : <RowsSkeleton /> : null}
        {details !== null && problem ? <div className="p-3">{problem}</div> : null}
        {details !== null && show === "summary" ? <ResourceSummary details={details} /> : null}
        {details !== null && show === "manifest" ? (
          <ManifestView key={name} {...{ name, application }} row={details.row} />
        ) : null}
        {details !== null && show === "difference" ? <ResourceDifference key={name} row={details.row} /> : null}
        {details !== null && show === "events" ? <ResourceEvents events={details.events} /> : null}
      </section>
    </>
  );
}

function Warnings({ details }: { details: ResourceDetails | null }) {
  const warnings = details?.events.value?.filter((event) => event.type === "Warning").length ?? 0;
  if (warnings === 0) return null;
  return (
    <span className="ml-1.5 rounded-full bg-warn-soft px-1.5 text-xs text-warn">
      {warnings}
      <span className="sr-only"> {warnings === 1 ? "warning" : "warnings"}</span>
    </span>
  );
}
