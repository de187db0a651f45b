import type { LogLine, LogQuestion } from "@/lib/domain/observed-inside";
import { type SeenLines, seenLines } from "@/lib/domain/seen-lines";
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
export async function* podLog({ inside, ref, question, mayGoOn, gone, signal }: Options): AsyncGenerator<PodLogEvent> {
  const seen = seenLines();
  let wait = RETRY_MS.least;
  let refused = "";
  let troubled = false;
  for (let attempt = 0; !signal.aborted; attempt++) {
    const checks = attempt > 0 || question.since !== null;
    let isCut = attempt > 0 && seen.since() !== null;
    if (attempt > 0) seen.resume();
    try {
      for await (const line of inside.logs(ref, askedFor(question, attempt, seen), signal)) {
        if (line.refusal && line.text === refused) continue;
        if (line.refusal) refused = line.text;
        if (troubled) yield { kind: "well" };
        troubled = false;
        if (question.follow && !isFresh(seen, line, checks)) continue;
        if (isCut && !line.refusal && !seen.hasOverlapped()) yield { kind: "note", text: MAY_BE_MISSING };
        isCut = false;
        wait = RETRY_MS.least;
        yield { kind: "line", line };
      }
    } catch (error) {
      const failure = outsideFailure(error);
      if (!failure) throw error;
      if (signal.aborted) return;
      if (!question.follow && failure.kind === "busy" && attempt < BUSY.times) {
        await pause(BUSY.waitMs, signal);
        continue;
      }
      troubled = true;
      yield { kind: "trouble", failure, againMs: question.follow ? wait : null };
      if (!question.follow) return;
    }
    if (!question.follow || signal.aborted) return;
    if (!mayGoOn()) return;
    await pause(wait * (0.9 + Math.random() * 0.2), AbortSignal.any([signal, gone]));
    if (!mayGoOn()) return;
    wait = Math.min(wait * 2, RETRY_MS.most);
  }
}

function askedFor(question: LogQuestion, attempt: number, seen: SeenLines): LogQuestion {
  const since = seen.since();
  if (attempt === 0 || since === null) return question;
  return { ...question, since: new Date(since), tail: RESUME_TAIL };
}

/** A line that was not given before; it is remembered. */
function isFresh(seen: SeenLines, line: LogLine, checks: boolean): boolean {
  const known = { at: line.at?.getTime() ?? null, pod: line.pod, text: line.text };
  if (checks && !seen.isNew(known)) return false;
  seen.note(known);
  return true;
}
