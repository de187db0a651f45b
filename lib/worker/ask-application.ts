import type { ObservedApplication } from "@/lib/domain/observed";
import type { ApplicationRef, ArgoCd, Log, Outcome } from "@/lib/ports";
import type { Book } from "./application-book";
import { createGate } from "./gate";
import type { Sight } from "./sight";

const AT_ONCE = 4;

/** What asking for one application came to; `hidden`: it may not be seen any more, `unknown`: nobody could tell. */
export type Verdict = "seen" | "gone" | "hidden" | "unknown";

/**
 * Asks Argo CD for applications one by one, four at a time, and writes into the book what it answers. Only its word that
 * there is no such application makes one gone. An event that comes while it is asked is newer than the answer.
 */
export function createAsker(deps: { argocd: ArgoCd; book: Book; sight: Sight; log: Log; changed: () => void }) {
  const { argocd, book, sight, log } = deps;
  const asking = new Map<string, Promise<Verdict>>();
  const inTurn = createGate(AT_ONCE);

  async function askFor(ref: ApplicationRef): Promise<Verdict> {
    const moment = sight.now();
    return take(ref, await argocd.get(ref), moment);
  }

  function take(ref: ApplicationRef, found: Outcome<ObservedApplication>, moment: number): Verdict {
    const id = book.idOf(ref);
    if (sight.sawSince(id, moment)) return "seen";
    if (found.ok) {
      sight.saw(id);
      book.observe(found.value);
      deps.changed();
      return "seen";
    }
    const { kind, detail } = found.failure;
    if (kind === "not-found") {
      book.gone(id);
      deps.changed();
      return "gone";
    }
    if (kind === "refused-this") return "hidden";
    if (kind !== "unreachable") log.warn("an application could not be read", { application: id, reason: detail });
    return "unknown";
  }

  return (ref: ApplicationRef): Promise<Verdict> => {
    const id = book.idOf(ref);
    const under = asking.get(id);
    if (under) return under;
    const verdict = inTurn(() => askFor(ref)).finally(() => asking.delete(id));
    asking.set(id, verdict);
    return verdict;
  };
}
