import type { Observation } from "@/lib/domain/observation";
import { timelineFilter } from "@/lib/http/timeline-filter";
import { actor, type Board, minutesAgo } from "./board.test-support";
import { timeline } from "./timeline";

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

/** The timeline of this board as an address asks for it, and its commits. */
export function timelineOf(board: () => Board) {
  async function ask(query = "", after: string | null = null) {
    const filter = timelineFilter(new URLSearchParams(query));
    const page = await timeline(actor, board().deps, { filter, after });
    if (!page) throw new Error("no such place");
    return page;
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
