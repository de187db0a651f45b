import type { LogFilter } from "@/lib/domain/log-filter";
import type { ChosenPods, LogPod } from "@/lib/domain/log-pods";
import { MOST_PODS } from "@/lib/domain/log-pods";
import { MOST_LINE_CHARACTERS, withoutEscapes } from "@/lib/domain/log-text";
import type { LogLine, LogQuestion } from "@/lib/domain/observed-inside";
import type { LogLineView, LogTrouble } from "@/lib/http/contracts/logs";
import { outsideWords } from "@/lib/http/outside-refusal";
import { pause } from "@/lib/pause";
import type { ApplicationRef, ArgoCdInside } from "@/lib/ports";
import { createLogIntake } from "./log-intake";
import { type PodLogEvent, podLog } from "./pod-log";

const BATCH = { lines: 200, characters: 256_000 };
const BATCH_MS = 100;
const LEAST_REST_MS = 10;
const BEAT_MS = 10_000;
const LOOK_MS = 5_000;
/** While lines wait for others that may be older, so often it is seen whether they may go. */
const HOLD_LOOK_MS = 25;

export type LogStep =
  | { kind: "lines"; lines: LogLineView[] }
  | { kind: "sources"; chosen: ChosenPods }
  | { kind: "trouble"; trouble: LogTrouble }
  | { kind: "well"; pod: string }
  | { kind: "beat" }
  | { kind: "end" };

export type LogFlow = {
  /** What comes next, at most once in a tenth of a second: asked for again when the page has taken it. */
  next(): Promise<LogStep>;
  /** Says anew whose logs these are. */
  announce(): void;
  close(): void;
};

export type LogFlowOptions = {
  inside: Pick<ArgoCdInside, "logs">;
  ref: ApplicationRef;
  chosen: ChosenPods;
  /** The pods as they are now; null when that is not known. */
  look: () => Promise<ChosenPods | null>;
  containerOf: (pod: LogPod) => Promise<string>;
  question: Pick<LogQuestion, "tail" | "follow" | "previous" | "since">;
  passes: LogFilter;
  /** Longer lines are cut for a page. */
  mostLineCharacters?: number;
  now: Date;
  signal: AbortSignal;
};

/** The logs of the chosen pods as one, from Argo CD to whoever asks for the next of it; pods that come later join in. */
export function createLogFlow(options: LogFlowOptions): LogFlow {
  const { inside, ref, question, passes, now } = options;
  const mostCharacters = options.mostLineCharacters ?? MOST_LINE_CHARACTERS;
  const over = new AbortController();
  const signal = AbortSignal.any([options.signal, over.signal]);
  const page = { now: true, sinceMs: performance.now() };
  const intake = createLogIntake({ ready: () => page, signal }, BATCH);
  const news: LogStep[] = [{ kind: "sources", chosen: options.chosen }];
  const reading = new Set<string>();
  const known = new Map<string, AbortController>();
  let latest = options.chosen;
  let there = byName(latest);
  let fault: Error | null = null;
  let restsUntilMs = 0;
  let isShort = false;
  signal.addEventListener("abort", () => intake.ring(), { once: true });

  for (const pod of options.chosen.read) begin(pod);
  for (const name of options.chosen.gone) void refuse(name);
  if (question.follow) void watch();

  function begin(pod: LogPod) {
    const gone = new AbortController();
    known.set(pod.name, gone);
    reading.add(pod.name);
    intake.add(pod.name);
    read(pod, gone.signal)
      .catch((error: unknown) => {
        fault = error instanceof Error ? error : new Error(String(error));
        over.abort();
      })
      .finally(() => {
        reading.delete(pod.name);
        intake.end(pod.name);
      });
  }

  async function read(pod: LogPod, gone: AbortSignal) {
    const container = await options.containerOf(pod);
    const asked = { ...question, namespace: pod.namespace, pod: pod.name, container };
    const mayGoOn = () => there.has(pod.name) && there.get(pod.name)?.state !== "ended";
    for await (const event of podLog({ inside, ref, question: asked, mayGoOn, gone, signal })) {
      const taken = take(pod.name, event);
      if (taken) await taken;
      if (signal.aborted) return;
    }
    if (question.follow && !signal.aborted && !there.has(pod.name))
      await intake.put({ at: null, pod: pod.name, text: "This pod is gone; its log ends here.", mark: "note" }, false);
  }

  function take(pod: string, event: PodLogEvent): Promise<void> | undefined {
    switch (event.kind) {
      case "line":
        return takeLine(pod, event.line);
      case "note":
        return intake.put({ at: null, pod, text: event.text, mark: "note" }, false);
      case "trouble": {
        const message = outsideWords(event.failure, `the log of ${pod.slice(0, 100)}`);
        tell({ kind: "trouble", trouble: { pod, message, againMs: event.againMs } });
        return undefined;
      }
      case "well":
        tell({ kind: "well", pod });
        return undefined;
    }
  }

  function takeLine(pod: string, { at, text, refusal, skipped }: LogLine): Promise<void> | undefined {
    const atMs = at?.getTime() ?? null;
    if (skipped > 0) intake.skip(pod, skipped);
    const whole = withoutEscapes(text);
    if (!refusal && !passes(whole)) return undefined;
    const line = { at: atMs, pod, ...cut(whole, mostCharacters), ...(refusal ? { mark: "refusal" as const } : {}) };
    return intake.put(line, question.follow && at !== null && at > now);
  }

  /** What a page that does not read has not heard of a pod is replaced by what is newer. */
  function tell(step: LogStep) {
    const older = news.findIndex((told) => aboutOf(told) === aboutOf(step));
    if (older >= 0) news.splice(older, 1);
    news.push(step);
    intake.ring();
  }

  async function refuse(pod: string) {
    intake.add(pod);
    await intake.put({ at: null, pod, text: `There is no pod ${pod}, or not any more.`, mark: "refusal" }, false);
    intake.end(pod);
  }

  async function watch() {
    while (!signal.aborted) {
      await pause(LOOK_MS, signal);
      const chosen = signal.aborted ? null : await options.look();
      if (!chosen || signal.aborted) continue;
      const before = there;
      latest = chosen;
      there = byName(chosen);
      for (const [name, gone] of known) {
        if (there.has(name)) continue;
        known.delete(name);
        gone.abort();
      }
      for (const pod of chosen.read) if (!known.has(pod.name) && reading.size < MOST_PODS) begin(pod);
      if (!isSame(before, there)) tell({ kind: "sources", chosen });
    }
  }

  function ready(): LogStep | null {
    const told = news.shift();
    if (told) return told;
    const lines = intake.drain();
    if (lines.length === 0) return null;
    restsUntilMs = performance.now() + BATCH_MS;
    isShort = lines.length < BATCH.lines;
    return { kind: "lines", lines };
  }

  /** A page is not told of each line apart; what floods is sent as soon as a batch is full. */
  async function rest(): Promise<void> {
    if (isShort) await pause(LEAST_REST_MS, signal);
    isShort = false;
    for (let left = 1; left > 0 && !signal.aborted && intake.waiting() < BATCH.lines; ) {
      left = restsUntilMs - performance.now();
      if (left > 0) await intake.wait(left);
    }
  }

  async function next(): Promise<LogStep> {
    page.now = true;
    await rest();
    const beatAtMs = performance.now() + BEAT_MS;
    for (;;) {
      if (fault) throw fault;
      if (signal.aborted) return { kind: "end" };
      const step = ready();
      if (step) {
        page.now = false;
        page.sinceMs = performance.now();
        return step;
      }
      if (reading.size === 0 && intake.waiting() === 0 && !question.follow) return { kind: "end" };
      const left = beatAtMs - performance.now();
      if (left <= 0) return { kind: "beat" };
      await intake.wait(intake.waiting() > 0 ? HOLD_LOOK_MS : left);
      // What comes seldom comes alone.
      if (intake.waiting() < BATCH.lines) await pause(LEAST_REST_MS, signal);
    }
  }

  return { next, announce: () => tell({ kind: "sources", chosen: latest }), close: () => over.abort() };
}

function aboutOf(step: LogStep): string {
  if (step.kind === "trouble") return `pod ${step.trouble.pod}`;
  return step.kind === "well" ? `pod ${step.pod}` : step.kind;
}

function byName(chosen: ChosenPods): Map<string, LogPod> {
  return new Map([...chosen.read, ...chosen.leftOut].map((pod) => [pod.name, pod]));
}

function cut(text: string, most: number): { text: string; whole?: number } {
  return text.length <= most ? { text } : { text: text.slice(0, most), whole: text.length };
}

function isSame(one: Map<string, LogPod>, other: Map<string, LogPod>): boolean {
  if (one.size !== other.size) return false;
  return [...one.values()].every(({ name, state, words }) => {
    const pod = other.get(name);
    return pod?.state === state && pod.words === words;
  });
}
