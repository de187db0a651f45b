import { MOST_PODS } from "./log-pods";

export const TAILS = [100, 1_000, 10_000] as const;
export type Tail = (typeof TAILS)[number];
const USUAL_TAIL: Tail = 1_000;
const MOST_NAME = 300;

/** What of the logs is looked at, as the address says it. */
export type LogChoices = {
  application: string | null;
  service: string | null;
  pods: string[];
  /** Null: each pod's usual one. */
  container: string | null;
  tail: Tail;
  previous: boolean;
  follow: boolean;
  filter: string;
  /** A moment that the lines are shown around; nothing is followed then. */
  at: Date | null;
};

/** A container's log before its restart, and the lines around a moment, do not grow. */
export function readLogChoices(get: (name: string) => string | null): LogChoices {
  const previous = get("previous") === "1";
  const at = momentOf(get("at"));
  const tail = TAILS.find((count) => String(count) === get("tail")) ?? USUAL_TAIL;
  return {
    application: nameOf(get("application")),
    service: nameOf(get("service")),
    pods: [...new Set((get("pod") ?? "").slice(0, MOST_NAME * MOST_PODS).split(","))]
      .filter((name) => name !== "")
      .slice(0, MOST_PODS),
    container: nameOf(get("container")),
    tail,
    previous,
    follow: get("follow") !== "0" && !previous && at === null,
    filter: get("filter") ?? "",
    at,
  };
}

/** A moment as an address gives it; null when it is none. */
export function momentOf(text: string | null): Date | null {
  if (text === null || !/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return null;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at;
}

function nameOf(text: string | null): string | null {
  return text === null || text === "" ? null : text.slice(0, MOST_NAME);
}
