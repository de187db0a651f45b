import type { Agent } from "node:http";
import { OutsideError, unreachable } from "@/lib/adapters/outbound/http-call";
import type { LogLine, LogQuestion } from "@/lib/domain/observed-inside";
import type { ApplicationRef } from "@/lib/ports";
import { type Asking, pathOf, scopeOf } from "./asking";
import { errorFrame, eventStream, jsonOf } from "./event-stream";
import { wireLogFrame } from "./wire-inside";

/** The server's clock may be another than ours; what came before `since` is dropped here. */
const CLOCKS_DIFFER_S = 60;
/** Longer than any line that is worth its memory, and far below what Argo CD lets through. */
const MOST_CHARACTERS = 20_000_000;

export type LogOptions = {
  asking: Asking;
  agent: Agent;
  ref: ApplicationRef;
  question: LogQuestion;
  now: Date;
  signal: AbortSignal;
};

/**
 * The log of one pod's one container, to its end or until `signal` aborts; nothing where there is no such pod (contract
 * 3.5). Throws OutsideError, also when it breaks off.
 */
export async function* logLines({ asking, agent, ref, question, now, signal }: LogOptions): AsyncGenerator<LogLine> {
  // Without a pod Argo CD would give the logs of all of them, mixed.
  if (question.pod === "") throw new OutsideError({ kind: "not-found", status: null, detail: "No pod is named." });
  const opening = asking.streamTo(`${pathOf(ref)}/logs`, { ...scopeOf(ref), ...queryOf(question, now) });
  const waiting = question.follow ? {} : { headersMs: asking.patience.callMs };
  let seen = 0;
  for await (const data of eventStream({ ...opening, ...waiting, agent, signal, mostCharacters: MOST_CHARACTERS })) {
    const { line, last } = entryOf(data, question.pod);
    const ends = last && line.text === "";
    if (!ends && isWanted(line, question.since)) yield line;
    if (last) return;
    seen += 1;
  }
  if (seen > 0 && !signal.aborted) throw unreachable("The log broke off.");
}

function queryOf(question: LogQuestion, now: Date): Record<string, string> {
  const { namespace, pod, container, tail, follow, previous, since } = question;
  return {
    namespace,
    podName: pod,
    ...(container === "" ? {} : { container }),
    tailLines: String(Math.max(1, Math.floor(tail))),
    ...(follow ? { follow: "true" } : {}),
    ...(previous ? { previous: "true" } : {}),
    // The gateway takes no sinceTime.
    ...(since === null ? {} : { sinceSeconds: String(secondsSince(since, now)) }),
  };
}

function secondsSince(since: Date, now: Date): number {
  return Math.max(0, Math.ceil((now.getTime() - since.getTime()) / 1_000)) + CLOCKS_DIFFER_S;
}

/** Whether it is not from before the moment since which lines are wanted; a line without a time is. */
export function isWanted({ at }: LogLine, since: Date | null): boolean {
  return since === null || at === null || at >= since;
}

function entryOf(data: string, pod: string): { line: LogLine; last: boolean } {
  const frame = wireLogFrame.safeParse(jsonOf(data));
  if (!frame.success) throw errorFrame(data);
  const { content, timeStamp, timeStampStr, podName, last } = frame.data.result;
  const at = timeStampStr ?? timeStamp;
  const refusal = at === null && podName === "";
  return { line: { at, pod: podName || pod, text: content, refusal, skipped: 0 }, last };
}
