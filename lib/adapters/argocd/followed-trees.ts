import type { ResourceTree } from "@/lib/domain/observed-inside";
import type { ApplicationRef, Clock, Outcome, Seen } from "@/lib/ports";
import type { KeptAnswers, Question } from "./kept-answers";
import { passed, type Timing } from "./timing";
import type { TreeChange, TreeChanges } from "./tree-stream";

export type TreeLimits = {
  /** How long a tree is kept: without its stream, and with it (a change may get lost, so not for ever). */
  aloneMs: number;
  followedMs: number;
  /** A stream this young may not be heard by the server yet: what was asked for before may have changed unseen. */
  settleMs: number;
  /** A stream ends when nobody asked for so long. */
  idleMs: number;
  firstRetryMs: number;
  longestRetryMs: number;
  /** How many trees are followed at once; the others are kept shortly. */
  mostFollowed: number;
  /** A change larger than this is asked for again rather than held. */
  mostHeld: number;
};
type Parts = {
  timing: Timing;
  clock: Clock;
  limits: TreeLimits;
  kept: KeptAnswers<ResourceTree>;
  ask: (ref: ApplicationRef) => Promise<Outcome<Seen<ResourceTree>>>;
  changes: (ref: ApplicationRef, options: { signal: AbortSignal; onConnected: () => void }) => TreeChanges;
  /** Anything kept about the Application may be another now. */
  onChange: (about: string) => void;
};
type Followed = {
  askedMs: number;
  /** Since when the stream stands; null while it does not. */
  connectedMs: number | null;
  /** The last change, until somebody wants to see it. */
  unread: { change: TreeChange; at: Date } | null;
};

/** Trees that are kept fresh by their own streams for as long as somebody asks for them (contract 3.4). */
export function createFollowedTrees({ timing, clock, limits, kept, ask, changes, onChange }: Parts) {
  const followed = new Map<string, Followed>();

  function questionOf(about: string): Question {
    const isFollowed = (askedMs: number) => {
      const since = followed.get(about)?.connectedMs ?? null;
      return since !== null && since + limits.settleMs <= askedMs;
    };
    return { key: about, about, keepMs: (askedMs) => (isFollowed(askedMs) ? limits.followedMs : limits.aloneMs) };
  }

  function follow(about: string, ref: ApplicationRef): void {
    const known = followed.get(about);
    if (known) known.askedMs = timing.nowMs();
    if (known || followed.size >= limits.mostFollowed) return;
    const tree: Followed = { askedMs: timing.nowMs(), connectedMs: null, unread: null };
    followed.set(about, tree);
    const stop = new AbortController();
    stopWhenIdle(tree, stop);
    void keepOpen(about, ref, tree, stop.signal).finally(() => {
      followed.delete(about);
      kept.outdate(about);
    });
  }

  function stopWhenIdle(tree: Followed, stop: AbortController): void {
    const leftMs = tree.askedMs + limits.idleMs - timing.nowMs();
    if (leftMs <= 0) stop.abort();
    else timing.later(leftMs, () => stopWhenIdle(tree, stop));
  }

  async function keepOpen(about: string, ref: ApplicationRef, tree: Followed, signal: AbortSignal): Promise<void> {
    let waitMs = limits.firstRetryMs;
    while (!signal.aborted) {
      try {
        for await (const change of changes(ref, { signal, onConnected: () => stands(tree) })) {
          waitMs = limits.firstRetryMs;
          took(about, tree, change);
        }
      } catch {
        // Whoever asks hears of it from their own question; the stream is only there to spare them.
      }
      tree.connectedMs = null;
      kept.outdate(about);
      await passed(timing, waitMs * (0.5 + Math.random() / 2), signal);
      waitMs = Math.min(limits.longestRetryMs, waitMs * 2);
    }
  }

  function stands(tree: Followed): void {
    tree.connectedMs = timing.nowMs();
  }

  function took(about: string, tree: Followed, change: TreeChange): void {
    tree.unread = change.size <= limits.mostHeld ? { change, at: clock.now() } : null;
    if (tree.unread === null) kept.outdate(about);
    onChange(about);
  }

  /** What the stream brought counts once somebody wants it; what cannot be read is asked for. */
  function readUnread(about: string): void {
    const tree = followed.get(about);
    if (!tree?.unread) return;
    const { change, at } = tree.unread;
    tree.unread = null;
    const value = change.read();
    if (value) kept.put(questionOf(about), { value, at });
    else kept.outdate(about);
  }

  return {
    get(about: string, ref: ApplicationRef): Promise<Outcome<Seen<ResourceTree>>> {
      follow(about, ref);
      readUnread(about);
      return kept.get(questionOf(about), () => ask(ref));
    },
    following: () => followed.size,
  };
}
