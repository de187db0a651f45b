import type { Observation, ObservationKind } from "./observation";
import type { Tone } from "./status";

/** What a timeline tells of, as a person chooses it. */
export const HAPPENING_KINDS = [
  "deployments",
  "commits",
  "health",
  "sync",
  "operations",
  "pods",
  "applications",
  "policy",
] as const;
export type HappeningKind = (typeof HAPPENING_KINDS)[number];

/** An observation as it was kept; `application` is its name, `applicationId` its row's. */
export type KeptObservation = Observation & { application: string };

/** One happening in words: who (where somebody did it), what with where, and how it stands. */
export type HappeningWords = {
  who: string | null;
  words: string;
  detail: string;
  /** Null: it is neither good nor bad. */
  tone: Tone | null;
  chip: string;
};

/** Under which choice an observation stands; null: it only ever is a step of something else. */
export function kindOf(kind: ObservationKind): HappeningKind | null {
  switch (kind) {
    case "health":
      return "health";
    case "sync":
      return "sync";
    case "operation":
      return "operations";
    case "pod-failing":
    case "pod-recovered":
      return "pods";
    case "appeared":
    case "disappeared":
      return "applications";
    case "revision":
    case "deployed-revision":
    case "desired-version":
    case "running-version":
      return null;
  }
}
