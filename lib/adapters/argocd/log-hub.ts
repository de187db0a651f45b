import { OutsideError } from "@/lib/adapters/outbound/http-call";
import type { LogLine, LogQuestion } from "@/lib/domain/observed-inside";
import type { ApplicationRef } from "@/lib/ports";
import { isWanted } from "./log-stream";
import { createSharedLog, type SharedLog, type SharedLogLimits } from "./shared-log";
import type { Timing } from "./timing";

export type LogHubLimits = Omit<SharedLogLimits, "patienceMs"> & {
  /** How long a slow reader is waited for: by a log that is followed, and by one that is read to its end. */
  followPatienceMs: number;
  readPatienceMs: number;
  /** Logs of one Application, and of all, that are read from Argo CD at once. */
  mostOfApplication: number;
  mostOfAll: number;
};
type Source = (ref: ApplicationRef, question: LogQuestion, signal: AbortSignal) => AsyncIterable<LogLine>;
type Open = { application: string; question: LogQuestion; log: SharedLog };

/** The logs that are read now: who asks for one that can be had from another's stream joins it. */
export function createLogHub({ source, limits, timing }: { source: Source; limits: LogHubLimits; timing: Timing }) {
  const open = new Set<Open>();

  function opened(application: string, ref: ApplicationRef, question: LogQuestion): Open {
    refuseTooMany(application);
    const stop = new AbortController();
    const { follow } = question;
    const patienceMs = follow ? limits.followPatienceMs : limits.readPatienceMs;
    const log = createSharedLog(source(ref, question, stop.signal), {
      limits: { ...limits, patienceMs },
      timing,
      stop,
      onEnd: () => open.delete(one),
    });
    const one: Open = { application, question, log };
    open.add(one);
    return one;
  }

  function refuseTooMany(application: string): void {
    const here = [...open].filter((one) => one.application === application).length;
    if (here >= limits.mostOfApplication)
      throw busy(`${here} logs of this application are being read now, and more are not at once. Close one of them.`);
    if (open.size >= limits.mostOfAll)
      throw busy(`${open.size} logs are being read now, and more are not at once. Try again in a moment.`);
  }

  return {
    async *read(application: string, ref: ApplicationRef, question: LogQuestion, signal: AbortSignal) {
      if (signal.aborted) return;
      const joined = [...open].find((one) => one.application === application && serves(one, question));
      const { log } = joined ?? opened(application, ref, question);
      for await (const line of log.join(joined && question.follow ? question.tail : null, signal))
        if (isWanted(line, question.since)) yield line;
    },
    reading: () => open.size,
  };
}

function serves({ question: theirs, log }: Open, ours: LogQuestion): boolean {
  const isSame =
    theirs.namespace === ours.namespace &&
    theirs.pod === ours.pod &&
    theirs.container === ours.container &&
    theirs.previous === ours.previous &&
    theirs.follow === ours.follow;
  if (!isSame) return false;
  const isEqual = theirs.tail === ours.tail && theirs.since?.getTime() === ours.since?.getTime();
  if (!ours.follow) return isEqual && log.isWhole();
  return log.reachesBack(ours.tail) || (log.isWhole() && ours.tail <= theirs.tail && startsSooner(theirs, ours));
}

function startsSooner(theirs: LogQuestion, ours: LogQuestion): boolean {
  return theirs.since === null || (ours.since !== null && ours.since >= theirs.since);
}

function busy(detail: string): OutsideError {
  return new OutsideError({ kind: "busy", status: null, detail });
}
