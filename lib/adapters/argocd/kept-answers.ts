import type { Outcome, Seen } from "@/lib/ports";
import type { Timing } from "./timing";

type Answer<T> = Promise<Outcome<Seen<T>>>;
type Entry<T> = {
  about: string;
  answer: Answer<T>;
  askedMs: number;
  /** Null: still on its way. */
  freshUntilMs: number | null;
  outdated: boolean;
  size: number;
};
export type KeptSettings<T> = {
  timing: Timing;
  /** How many answers, and how large in all, are kept; the oldest go first. */
  mostAnswers: number;
  mostSize: number;
  sizeOf: (value: T) => number;
  /** An answer is not asked for again sooner than this, however often what it is about changes. */
  leastMs: number;
};
export type Question = {
  /** The same for everybody who asks the same. */
  key: string;
  /** What the answer is about: when that changes, the answer is outdated. */
  about: string;
  /** How long the answer is kept, counted from when it was asked for. */
  keepMs: (askedMs: number) => number;
};
export type KeptAnswers<T> = ReturnType<typeof createKeptAnswers<T>>;

/**
 * Answers of one kind for everybody who asks the same: one question while it is on its way, its answer for a short time
 * after. Failures are shared on their way and not kept.
 */
export function createKeptAnswers<T>(settings: KeptSettings<T>) {
  const { timing, leastMs } = settings;
  const entries = new Map<string, Entry<T>>();

  const isFresh = ({ freshUntilMs }: Entry<T>) => freshUntilMs === null || timing.nowMs() < freshUntilMs;

  function add({ key, about, keepMs }: Question, answer: Answer<T>): Answer<T> {
    const askedMs = timing.nowMs();
    const entry: Entry<T> = { about, answer, askedMs, freshUntilMs: null, outdated: false, size: 0 };
    // Out first: a Map keeps the order of what came in, and the oldest go first.
    entries.delete(key);
    entries.set(key, entry);
    const forget = () => entries.get(key) === entry && entries.delete(key);
    answer.then((outcome) => {
      if (entries.get(key) !== entry) return;
      if (!outcome.ok) return forget();
      entry.size = settings.sizeOf(outcome.value.value);
      entry.freshUntilMs = askedMs + (entry.outdated ? Math.min(leastMs, keepMs(askedMs)) : keepMs(askedMs));
      makeRoom();
      timing.later(Math.max(0, entry.freshUntilMs - timing.nowMs()), forget);
    }, forget);
    return answer;
  }

  function makeRoom(): void {
    let size = 0;
    for (const entry of entries.values()) size += entry.size;
    for (const [key, entry] of entries) {
      if (entries.size <= settings.mostAnswers && size <= settings.mostSize) return;
      if (entry.freshUntilMs === null) continue;
      size -= entry.size;
      entries.delete(key);
    }
  }

  return {
    get(question: Question, ask: () => Answer<T>): Answer<T> {
      const known = entries.get(question.key);
      return known && isFresh(known) ? known.answer : add(question, ask());
    },
    /** Keeps what came without being asked for, in place of what is known or on its way. */
    put(question: Question, seen: Seen<T>): void {
      void add(question, Promise.resolve({ ok: true, value: seen }));
    },
    /** What is about this has changed: what is known counts no longer, what is on its way only shortly. */
    outdate(about: string): void {
      for (const entry of entries.values()) {
        if (entry.about !== about) continue;
        entry.outdated = true;
        if (entry.freshUntilMs !== null) entry.freshUntilMs = Math.min(entry.freshUntilMs, entry.askedMs + leastMs);
      }
    },
    /** How many answers are held, those on their way included. */
    held: () => entries.size,
  };
}
