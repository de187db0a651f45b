import type { Observation } from "@/lib/domain/observation";
import { EVERYTHING } from "@/lib/domain/sight";
import { timelineFilter } from "@/lib/http/timeline-filter";
import { type Board, minutesAgo } from "./board.test-support";
import { timelinePage } from "./timeline";
import { placeOf } from "./timeline-place";

export const sha = (letter: string) => letter.repeat(40);

/** What was seen of an environment's own application; tests say what. */
export function observation(at: Date, kind: Observation["kind"], change: Partial<Observation> = {}): Observation {
  const own = change.environment ?? "dev-env-1";
  return {
    at,
    applicationId: `default/argocd/${own}-linq`,
    environment: own,
    service: null,
    kind,
    from: null,
    to: null,
    details: {},
    ...change,
  };
}

/** The timeline of this board as an address asks for it, for somebody who sees everything, and its commits. */
export function timelineOf(board: () => Board) {
  async function ask(query = "", after: string | null = null) {
    const filter = timelineFilter(new URLSearchParams(query));
    const place = after === null ? null : placeOf(after);
    if (after !== null && place === null) throw new Error("no such place");
    return timelinePage(board().db, { ...filter, applications: null, sight: EVERYTHING }, place);
  }
  return {
    ask,
    said: async (query = "") => (await ask(query)).entries.map((entry) => entry.words),
    async commit(letter: string, message: string, onBranchAt: Date | null, author = "Dana Ito") {
      const { store } = board();
      const known = {
        sha: sha(letter),
        author,
        mail: "",
        login: null,
        message,
        at: null,
        url: "https://git.example/c",
      };
      if (onBranchAt) await store.saveBranchCommits([{ ...known, onBranchAt }], minutesAgo(1));
      else await store.saveCommits([known], [], minutesAgo(1));
    },
  };
}
