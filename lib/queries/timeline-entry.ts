import { asWord } from "@/lib/adapters/db/json-columns";
import { kindOf } from "@/lib/domain/happening";
import { commitWords, deploymentWords, observationWords, policyWords } from "@/lib/domain/happening-words";
import { READING_STATES } from "@/lib/domain/policy-standing";
import type { TimelineEntry } from "@/lib/http/contracts/timeline";
import { environmentPath, servicePath } from "@/lib/routes";
import type { Told } from "./timeline-around";
import type { TimelineRow } from "./timeline-rows";
import type { DeploymentDetails } from "./timeline-steps";

const MOST_NAME = 100;
const MOST_WORDS = 600;
const MOST_DETAIL = 1_000;

/**
 * One row in words. An observation that is no news of its own gives nothing. Why a policy is refused may name what is not
 * seen: it is told only `withReasons`.
 */
export function entryOf(
  row: TimelineRow,
  told: ReadonlyMap<string, Told>,
  details: ReadonlyMap<string, DeploymentDetails>,
  authors: ReadonlyMap<string, string>,
  withReasons: boolean,
): TimelineEntry | null {
  switch (row.place.source) {
    case "deployment":
      return deploymentEntry(row, details.get(row.place.id));
    case "observation": {
      const seen = told.get(row.place.id);
      return seen ? observationEntry(row, seen) : null;
    }
    case "commit":
      return commitEntry(row);
    case "policy":
      return policyEntry(row, authors, withReasons);
  }
}

function deploymentEntry(row: TimelineRow, details: DeploymentDetails | undefined): TimelineEntry {
  const data = row.data as Parameters<typeof deploymentWords>[0];
  return {
    ...blank(row, "deployments"),
    ...cut(deploymentWords(data, details?.author ?? null)),
    environment: data.environment,
    href: data.environment === null ? null : environmentPath(data.environment, "history", { deployment: row.place.id }),
    changes: details?.changes ?? [],
    steps: details?.steps ?? [],
  };
}

function observationEntry(row: TimelineRow, seen: Told): TimelineEntry {
  return {
    ...blank(row, kindOf(seen.kind) ?? "operations"),
    ...cut(observationWords(seen, seen)),
    environment: seen.environment,
    href: placeOf(seen),
  };
}

function placeOf({ environment, service }: Told): string | null {
  if (environment === null) return null;
  return service === null ? environmentPath(environment) : servicePath(environment, service);
}

function commitEntry(row: TimelineRow): TimelineEntry {
  const data = row.data as Parameters<typeof commitWords>[0] & { url: string | null };
  return {
    ...blank(row, "commits"),
    ...cut(commitWords(data)),
    outside: data.url === null ? null : { url: data.url, what: "the commit" },
  };
}

type Reading = { commit: string; file: string; state: string; problem: { line: number; reason: string } | null };

function policyEntry(row: TimelineRow, authors: ReadonlyMap<string, string>, withReasons: boolean): TimelineEntry {
  const { commit, file, problem, ...reading } = row.data as Reading;
  const state = asWord(reading.state, READING_STATES, "unreadable");
  return {
    ...blank(row, "policy"),
    ...cut(policyWords({ commit, file, state, problem: withReasons ? problem : null }, authors.get(commit) ?? null)),
  };
}

function blank({ place }: TimelineRow, kind: TimelineEntry["kind"]) {
  return {
    id: `${place.source}:${place.id}`,
    at: place.at.toISOString(),
    kind,
    environment: null,
    href: null,
    outside: null,
    changes: [],
    steps: [],
    times: 1,
  };
}

function cut<T extends { who: string | null; words: string; detail: string }>(words: T): T {
  return {
    ...words,
    who: words.who?.slice(0, MOST_NAME) ?? null,
    words: words.words.slice(0, MOST_WORDS),
    detail: words.detail.slice(0, MOST_DETAIL),
  };
}
