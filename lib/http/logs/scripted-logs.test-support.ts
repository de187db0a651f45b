import type { ChosenPods, LogPod } from "@/lib/domain/log-pods";
import type { LogLine, LogQuestion } from "@/lib/domain/observed-inside";
import type { LogLineView } from "@/lib/http/contracts/logs";
import type { ArgoCdInside, OutsideFailure } from "@/lib/ports";
import { createLogFlow, type LogFlow, type LogFlowOptions, type LogStep } from "./log-flow";

export const T0 = Date.UTC(2026, 10, 24, 15);
export const REF = { name: "dev-env-1-linq", namespace: "argocd", project: "linq" };

export function podNamed(name: string, change: Partial<LogPod> = {}): LogPod {
  return {
    name,
    namespace: "dev-env-1",
    service: "web",
    state: "running",
    words: "Running",
    createdAt: new Date(T0),
    owner: "ReplicaSet/web-1",
    containers: 1,
    ...change,
  };
}

export function chosenOf(...names: string[]): ChosenPods {
  const read = names.map((name) => podNamed(name));
  return { all: read, read, leftOut: [], gone: [] };
}

export function line(pod: string, atMs: number, text: string, change: Partial<LogLine> = {}): LogLine {
  return { at: new Date(T0 + atMs), pod, text, refusal: false, skipped: 0, ...change };
}

export class Failed extends Error {
  constructor(readonly failure: OutsideFailure) {
    super(failure.detail);
  }
}

export const unreachable = () =>
  new Failed({ kind: "unreachable", status: null, detail: "The connection was refused." });

type Script = (question: LogQuestion, signal: AbortSignal) => AsyncIterable<LogLine>;

/** An Argo CD whose logs are as scripted, and how many of them are open. */
export function scriptedLogs(script: Script) {
  const asked: LogQuestion[] = [];
  let open = 0;
  const inside: Pick<ArgoCdInside, "logs"> = {
    async *logs(_ref, question, signal) {
      asked.push(question);
      open += 1;
      try {
        yield* script(question, signal);
      } finally {
        open -= 1;
      }
    },
  };
  return { inside, asked, open: () => open };
}

export function forever(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

export function flowOf(inside: Pick<ArgoCdInside, "logs">, change: Partial<LogFlowOptions> = {}) {
  const stop = new AbortController();
  const chosen = change.chosen ?? chosenOf("a");
  const flow = createLogFlow({
    inside,
    ref: REF,
    chosen,
    look: () => Promise.resolve(chosen),
    containerOf: () => Promise.resolve(""),
    question: { tail: 1_000, follow: false, previous: false, since: null },
    passes: () => true,
    now: new Date(T0),
    signal: stop.signal,
    ...change,
  });
  return { flow, stop };
}

/** All steps to the end, or until one is as wanted. */
export async function stepsOf(flow: LogFlow, until: (step: LogStep) => boolean = () => false): Promise<LogStep[]> {
  const steps: LogStep[] = [];
  for (;;) {
    const step = await flow.next();
    steps.push(step);
    if (step.kind === "end" || until(step)) return steps;
  }
}

export function linesOf(steps: readonly LogStep[]): LogLineView[] {
  return steps.flatMap((step) => (step.kind === "lines" ? step.lines : []));
}
