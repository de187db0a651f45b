import type { LiveEvent } from "@/lib/http/contracts/overview";
import { isNewer } from "./apply-live-event";
import type { LiveMessage } from "./live-message";

const KEPT = 200;

/** What the tabs of one browser say to each other. */
export type Said =
  /** A tab has joined, and holds everything up to `after`. */
  | { say: "hello"; from: string; after: string }
  /** Another tab leads from now on, and asks what everybody holds. */
  | { say: "who" }
  | { say: "heard"; to: string | null; message: LiveMessage };

type Deps = {
  own: string;
  after: string;
  post: (said: Said) => void;
  hear: (message: LiveMessage) => void;
};

/**
 * One tab among those that share a connection (decisions.md 6): the one that leads listens to the server and passes on
 * what it hears; one that joins, or was there before a new leader, is sent what it missed, or told to load anew.
 */
export function createTab({ own, after, post, hear }: Deps) {
  const kept: LiveEvent[] = [];
  let position = after;
  let wholeAfter = after;
  let leading = false;
  /** How things stood last, for a tab that joins: it must not wait for the next beat. */
  let standing: LiveMessage | null = null;

  function take(message: LiveMessage) {
    if (message.kind === "change" && isNewer(message.event.id, position)) position = message.event.id;
    if (message.kind === "reset") position = message.id;
    hear(message);
  }

  function keep(message: LiveMessage) {
    switch (message.kind) {
      case "change": {
        kept.push(message.event);
        const dropped = kept.length > KEPT ? kept.shift() : undefined;
        if (dropped) wholeAfter = dropped.id;
        return;
      }
      case "reset":
        kept.length = 0;
        wholeAfter = message.id;
        return;
      case "beat":
      case "lost":
      case "signed-out":
        standing = message;
    }
  }

  function missedSince(id: string): LiveMessage[] {
    if (isNewer(wholeAfter, id)) return [{ kind: "reset", id: position, anew: false }];
    return kept.filter((event) => isNewer(event.id, id)).map((event) => ({ kind: "change", event }));
  }

  function answer(to: string, holds: string) {
    for (const message of missedSince(holds)) post({ say: "heard", to, message });
    if (standing) post({ say: "heard", to, message: standing });
  }

  return {
    join: () => post({ say: "hello", from: own, after: position }),
    onSaid(said: Said) {
      switch (said.say) {
        case "hello":
          if (leading) answer(said.from, said.after);
          return;
        case "who":
          return post({ say: "hello", from: own, after: position });
        case "heard":
          if (said.to === null || said.to === own) take(said.message);
      }
    },
    /** From now on this tab listens for all: gives where to begin, where to put what the server says, and how to stop. */
    lead() {
      leading = true;
      wholeAfter = position;
      post({ say: "who" });
      const pass = (message: LiveMessage) => {
        keep(message);
        take(message);
        post({ say: "heard", to: null, message });
      };
      const leave = () => {
        leading = false;
        standing = null;
      };
      return { after: position, pass, leave };
    },
  };
}
