import { environmentWords, syncOfAll } from "./environment-verdict";
import { type HealthState, type SyncState, type Tone, worstHealth, worstTone } from "./status";

/** What an Application, or a cell of the matrix, was said to be from an instant on. */
type PastState = { tone: Tone; sync: SyncState; health: HealthState };
export type PastApplication = PastState & { present: boolean };

export type PastVerdict = {
  tone: Tone;
  words: string;
  health: HealthState;
  sync: SyncState;
  /** How many Applications there were, and how many of them were failing. */
  applications: number;
  failing: number;
};

/** An environment as it was, from its Applications and cells then; null when nothing of it was known. */
export function environmentThen(
  applications: readonly PastApplication[],
  cells: readonly PastState[],
): PastVerdict | null {
  if (applications.length + cells.length === 0) return null;
  const there = applications.filter(({ present }) => present);
  const tone = worstTone([...applications, ...cells].map((state) => state.tone));
  // Where Applications were not kept yet, their cells speak for them.
  const told = there.length > 0 ? there : cells;
  const health = worstHealth(told.map((state) => state.health)) ?? "Unknown";
  return {
    tone,
    health,
    words: environmentWords(tone, health, 0),
    sync: syncOfAll(told.map((state) => state.sync)),
    applications: there.length,
    failing: there.filter((state) => state.tone === "failing").length,
  };
}

type Attempt = { at: Date; startedAt: Date | null; outcome: "succeeded" | "failed" | "running" };

/** How an attempt stood at an instant: what ended later was still running; null when it had not begun. */
export function attemptThen(attempt: Attempt, at: Date): { outcome: Attempt["outcome"]; at: Date } | null {
  if (attempt.at <= at) return { outcome: attempt.outcome, at: attempt.at };
  if (attempt.startedAt === null || attempt.startedAt > at) return null;
  return { outcome: "running", at: attempt.startedAt };
}

type Gap = { from: Date; until: Date | null };

/** Whether nobody was listening at an instant: what is shown of it is what was heard last before. */
export function isUnwatched({ from, until }: Gap, at: Date): boolean {
  return from < at && (until === null || at < until);
}
