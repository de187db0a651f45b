import { HAPPENING_KINDS } from "@/lib/domain/happening";
import type { TimelineFilter } from "./contracts/timeline";
import { searched } from "./overview-filter";

const WORDS = ["env", "service", "who", "q"] as const;
const TIMES = ["from", "to"] as const;
const MOST_CHARACTERS = 200;
const DAY_MS = 86_400_000;

/** Reads the filter from a page's address; whatever is not understood counts as not said. */
export function timelineFilter(params: URLSearchParams): TimelineFilter {
  const named = (params.get("kind") ?? "").split(",");
  const time = (name: (typeof TIMES)[number]) => (instantOf(params.get(name), name) ? (params.get(name) ?? "") : "");
  return {
    kinds: HAPPENING_KINDS.filter((kind) => named.includes(kind)),
    env: searched(params.get("env")),
    service: searched(params.get("service")),
    who: searched(params.get("who")),
    q: searched(params.get("q")),
    from: time("from"),
    to: time("to"),
  };
}

/** The filter as an address says it, to be read by timelineFilter again. */
export function timelineChoices({ kinds, ...words }: TimelineFilter): Record<string, string> {
  return { kind: kinds.join(","), ...words };
}

/** Why a program's request cannot be answered as it was asked, as a sentence; null when it can. */
export function timelineFilterProblem(params: URLSearchParams): string | null {
  for (const name of WORDS)
    if ((params.get(name) ?? "").length > MOST_CHARACTERS)
      return `${name} takes at most ${MOST_CHARACTERS} characters.`;
  for (const name of TIMES)
    if (params.has(name) && !instantOf(params.get(name), name))
      return `${name} is a day such as 2026-11-24, or an instant such as 2026-11-24T14:00:00Z.`;
  const kinds = (params.get("kind") ?? "").split(",").filter((kind) => kind !== "");
  if (kinds.some((kind) => !HAPPENING_KINDS.some((known) => known === kind)))
    return `kind is one or more of ${HAPPENING_KINDS.join(", ")}.`;
  return null;
}

/** The instant of an address's `from` or `to`; a day begins at midnight UTC and `to` holds all of it. */
export function instantOf(text: string | null, end: "from" | "to"): Date | null {
  if (text === null) return null;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text);
  if (!day && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/.test(text)) return null;
  const at = Date.parse(day ? `${text}T00:00:00Z` : text);
  // Not a day of any month, or before anything could have happened here.
  if (Number.isNaN(at) || at < 0) return null;
  return new Date(day && end === "to" ? at + DAY_MS : at);
}
