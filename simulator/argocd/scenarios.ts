/**
 * What an image tag makes happen, so that a person can bring any failure about with a commit.
 * The list in simulator/README.md says the same for readers.
 */
type Scenario = "healthy" | "crash" | "nopull" | "slow" | "hookfail" | "longjob" | "refused";

const SUFFIXES: readonly [string, Scenario][] = [
  ["-crash", "crash"],
  ["-nopull", "nopull"],
  ["-slow", "slow"],
  ["-hookfail", "hookfail"],
  ["-longjob", "longjob"],
  ["-refused", "refused"],
];

/** The scenario of an image reference: the end of its tag decides. */
export function scenarioOf(image: string): Scenario {
  return SUFFIXES.find(([suffix]) => image.endsWith(suffix))?.[1] ?? "healthy";
}

/** Simulated milliseconds from a pod's creation to each step of its start. */
export const POD_TIMES = {
  scheduled: 500,
  creating: 1000,
  running: 2500,
  ready: 4500,
  slowReady: 60_000,
  crashed: 2000,
  pullFailed: 2000,
  pullBackOff: 4000,
  jobRunning: 2000,
  jobDone: 6000,
  longJobDone: 60_000,
  terminating: 1000,
} as const;

/** How long a crashing container waits before it starts again: short at first, at most five minutes. */
export function restartDelay(restarts: number): number {
  return Math.min(300_000, 6000 * 2 ** Math.max(0, restarts - 3));
}

/** What the kubelet calls that wait. */
export function backOffText(restarts: number): string {
  return ["10s", "10s", "10s", "10s", "20s", "40s", "1m20s", "2m40s"][restarts] ?? "5m0s";
}
