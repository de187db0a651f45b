import type { Problem } from "@/lib/domain/pipeline";
import type { PolicyChange } from "@/lib/domain/policy-changes";
import type { ReadingState } from "@/lib/domain/policy-standing";
import type { PolicyWhatIf } from "@/lib/domain/policy-what-if";
import type { TextDiff } from "@/lib/domain/text-diff";
import type { Commit, Time } from "./overview";

/** Whether a button may be pressed; else why not, and who could. */
export type MayPress = { allowed: true } | { allowed: false; reason: string };

export type PolicyDecisionRow = { name: string; decision: "approve" | "reject"; comment: string; at: Time };

export type PolicyCommit = { sha: string; message: string; at: Time | null; url: string | null; by: string };

/** The rules that hold. */
export type PolicyInForce = {
  commit: Commit;
  since: Time;
  approvals: PolicyDecisionRow[];
  /** The file at that commit, on the Git host. */
  link: string | null;
  /** Whether they protect themselves: without that, any push takes effect at once. */
  protects: boolean;
};

/** What came after them and is not in force. */
export type PolicyPending = {
  state: Exclude<ReadingState, "in-force" | "replaced">;
  commit: Commit;
  readAt: Time;
  seal: string | null;
  whose: string;
  /** Null while the Git host has not said who wrote it. */
  commits: PolicyCommit[] | null;
  problems: Problem[];
  changes: PolicyChange[];
  /** The file, compared; null for who may not see every environment that it names. */
  lines: TextDiff | null;
  decisions: PolicyDecisionRow[];
  missing: { role: string; count: number }[];
  approve: MayPress;
  reject: MayPress;
  /** Who could approve it, as far as they are known to the reader. */
  could: string[];
};

export type PolicyPage = {
  file: string;
  branch: string;
  inForce: PolicyInForce | null;
  pending: PolicyPending | null;
  /** Whether the reader may try an edited policy out. */
  tries: MayPress;
  earlier: { commit: string; state: ReadingState; at: Time }[];
};

export type { PolicyWhatIf };
