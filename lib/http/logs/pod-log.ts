import type { LogLine, LogQuestion } from "@/lib/domain/observed-inside";
import { seenLines } from "@/lib/domain/seen-lines";
import { outsideFailure } from "@/lib/http/outside-failure";
import { pause } from "@/lib/pause";
import type { ApplicationRef, ArgoCdInside, OutsideFailure } from "@/lib/ports";

const RETRY_MS = { least: 1_000, most: 30_000 };
/** So many lines are read again after a break, to find where it was. */
const RESUME_TAIL = 10_000;

/** What is read once waits a while for its turn. */
const BUSY = { times: 10, waitMs: 500 };

const MAY_BE_MISSING = "Lines may be missing here: the log broke off, and more was written than is kept.";

export type PodLogEvent =
  | { kind: "line"; line: LogLine }
  | { kind: "note"; text: string }
  | { kind: "trouble"; failure: OutsideFailure; againMs: number | null }
  | { kind: "well" };

type Options = {
  inside: Pick<ArgoCdInside, "logs">;
  ref: ApplicationRef;
  question: LogQuestion;
  /** Whether the pod is in the cluster still, and may say more. */
  mayGoOn: () => boolean;
  /** Aborts when the pod is gone: nothing more is waited for. */
  gone: AbortSignal;
  signal: AbortSignal;
};

/**
 * One pod's log. While it is followed it is taken up again after every break, and after its container was restarted, with
 * no line twice; a break that may have swallowed lines is said. It ends with the pod.
 */
export async function* podLog(options: Options): AsyncGenerator<PodLogEvent> {
  const { question, mayGoOn, gone, signal } = options;
  const memory = createMemory(question);
  let wait = RETRY_MS.least;
  for (let attempt = 0; !signal.aborted; attempt++) {
    memory.begin(attempt > 0);
    const failure = yield* readOnce(options, memory);
    if (signal.aborted) return;
    if (failure?.kind === "busy" && !question.follow && attempt < BUSY.times) {
      await pause(BUSY.waitMs, signal);
      continue;
    }
    if (memory.hasGrown()) wait = RETRY_MS.least;
    if (failure) yield memory.fail(failure, question.follow ? wait : null);
    if (!question.follow || !(failure || mayGoOn())) return;
    await pause(wait * (0.9 + Math.random() * 0.2), AbortSignal.any([signal, gone]));
    if (!mayGoOn()) return;
    wait = Math.min(wait * 2, RETRY_MS.most);
  }
}

/** Once to the end of what Argo CD gives; how it failed, if it did. */
async function* readOnce(
  { inside, ref, signal }: Options,
  memory: ReturnType<typeof createMemory>,
): AsyncGenerator<PodLogEvent, OutsideFailure | null> {
  try {
    for await (const line of inside.logs(ref, memory.question(), signal)) yield* memory.take(line);
    return null;
  } catch (error) {
    const failure = outsideFailure(error);
    if (!failure) throw error;
    return failure;
  }
}

/** What was read of a pod's log up to now, and what of its next line is to be said. */
function createMemory(question: LogQuestion) {
  const seen = seenLines();
  let refused = "";
  let isTroubled = false;
  let isResumed = false;
  let isCut = false;
  let hasGrown = false;

  /** A line that was not given before; it is remembered. */
  function isFresh(line: LogLine): boolean {
    if (!question.follow) return true;
    const known = { at: line.at?.getTime() ?? null, pod: line.pod, text: line.text };
    if (isResumed && !seen.isNew(known)) return false;
    seen.note(known);
    return true;
  }

  return {
    begin(again: boolean) {
      isResumed = again;
      isCut = again && seen.since() !== null;
      hasGrown = false;
      if (again) seen.resume();
    },
    question(): LogQuestion {
      const since = seen.since();
      if (!isResumed || since === null) return question;
      return { ...question, since: new Date(since), tail: RESUME_TAIL };
    },
    take(line: LogLine): PodLogEvent[] {
      const events: PodLogEvent[] = isTroubled ? [{ kind: "well" }] : [];
      isTroubled = false;
      if (line.refusal && line.text === refused) return events;
      if (line.refusal) refused = line.text;
      if (!isFresh(line)) return events;
      if (isCut && !line.refusal && !seen.hasOverlapped()) events.push({ kind: "note", text: MAY_BE_MISSING });
      isCut = false;
      hasGrown = true;
      events.push({ kind: "line", line });
      return events;
    },
    fail(failure: OutsideFailure, againMs: number | null): PodLogEvent {
      isTroubled = true;
      return { kind: "trouble", failure, againMs };
    },
    hasGrown: () => hasGrown,
  };
}
