"use client";
import type { TimelineFilter, TimelineOptions, TimelinePage } from "@/lib/http/contracts/timeline";
import { timelineChoices } from "@/lib/http/timeline-filter";
import { timelinePath } from "@/lib/routes";
import { TimelineFilters } from "./timeline-filters";
import { TimelineList } from "./timeline-list";

type Props = { initial: TimelinePage; filter: TimelineFilter; options: TimelineOptions };

/** What happened everywhere, newest first. The filters stay while another list is loaded. */
export function TimelineView({ initial, filter, options }: Props) {
  const choices = timelineChoices(filter);
  return (
    <>
      <h1>What happened</h1>
      <TimelineFilters filter={filter} options={options} />
      <TimelineList key={timelinePath(choices)} initial={initial} choices={choices} />
    </>
  );
}
