import type { HappeningKind } from "@/lib/domain/happening";
import type { Time } from "./overview";
import type { Tone } from "./status";

export type { HappeningKind } from "@/lib/domain/happening";

/** What is shown of all that happened; empty says nothing about it. `from` and `to` are days or instants, UTC. */
export type TimelineFilter = {
  kinds: HappeningKind[];
  env: string;
  service: string;
  who: string;
  q: string;
  from: string;
  to: string;
};

/** A step of a deployment, or of what else was folded. */
export type TimelineStep = { id: string; at: Time; words: string; tone: Tone | null };

export type TimelineEntry = {
  id: string;
  at: Time;
  kind: HappeningKind;
  who: string | null;
  words: string;
  detail: string;
  /** Null: neither good nor bad. */
  tone: Tone | null;
  chip: string;
  environment: string | null;
  /** Where in Slipway it can be looked at, and outside of it. */
  href: string | null;
  outside: { url: string; what: string } | null;
  /** What each service went from and to. */
  changes: { service: string; from: string | null; to: string | null }[];
  /** Newest first; there may be more than are told. */
  steps: TimelineStep[];
  /** How often the same happened here in a row, this one counted. */
  times: number;
};

export type TimelinePage = {
  entries: TimelineEntry[];
  /** Where the next page goes on; null when there is no more. */
  next: string | null;
  /** Back to when was searched, where the search stopped before the page was full. */
  searchedTo: Time | null;
};

/** What the filters may be set to. */
export type TimelineOptions = { environments: string[]; services: string[] };
