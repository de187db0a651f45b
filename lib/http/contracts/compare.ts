import type { TextDiff } from "@/lib/domain/text-diff";
import type { ValuesComparison } from "@/lib/domain/values-comparison";
import type { CommitsBetween } from "./history";
import type { Commit, Time } from "./overview";

/** One side: an environment as it is, or as of an instant. */
export type CompareSide = {
  environment: string;
  at: Time | null;
  /** The commit whose values files are compared; null when nothing was deployed. */
  revision: Commit | null;
};

export type ComparedVersion = {
  service: string;
  from: string | null;
  to: string | null;
  /** How far `to` is from `from`: "1 minor behind"; null when they are the same, or one is not there. */
  words: string | null;
};

/** A values file of either side; the lines are null where it could not be read or is not there. */
export type ComparedFile = {
  /** Of a fleet, whose file it is. */
  service: string | null;
  from: string;
  to: string;
  values: ValuesComparison;
  lines: TextDiff | null;
};

export type Comparison = {
  environments: string[];
  from: CompareSide;
  to: CompareSide;
  versions: ComparedVersion[];
  files: ComparedFile[];
  /** Of so many; a filter brings the others. */
  filesOf: number;
  between: CommitsBetween | null;
};

/** What is compared, as the address says it; empty where it says nothing. */
export type CompareFilter = { from: string; to: string; fromAt: string | null; toAt: string | null; q: string };
