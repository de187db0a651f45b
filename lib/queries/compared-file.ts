import type { Pipeline } from "@/lib/domain/pipeline";
import { textDiff } from "@/lib/domain/text-diff";
import { compareValues } from "@/lib/domain/values-comparison";
import type { ComparedFile } from "@/lib/http/contracts/compare";
import type { GitHost, OutsideFailure } from "@/lib/ports";
import { createBoundedCache } from "./bounded-cache";

const MOST_KEPT = 30_000_000;
const MOST_LINES = 2_000;
/** The values reader goes no further either. */
const MOST_CHARACTERS = 1_000_000;

export type FileAtCommit = { path: string; revision: string };
export type Git = Pick<GitHost, "file">;

/** Asked for by a commit, a file is the same for ever: it is read once for everybody. */
const kept = new WeakMap<Git, ReturnType<typeof createBoundedCache<string | null>>>();

class Unreadable extends Error {
  constructor(readonly failure: OutsideFailure) {
    super(failure.detail);
  }
}

function textOf(git: Git, { path, revision }: FileAtCommit): Promise<string | null> {
  const cache =
    kept.get(git) ??
    createBoundedCache<string | null>({ mostCost: MOST_KEPT, costOf: (text) => (text?.length ?? 0) + 500 });
  kept.set(git, cache);
  return cache.get(`${revision}:${path}`, async () => {
    const answer = await git.file(path, revision);
    if (!answer.ok) throw new Unreadable(answer.failure);
    return answer.value;
  });
}

/** Two values files, in words and line by line. */
export async function comparedFile(
  git: Git,
  policy: Pick<Pipeline, "services" | "expectedToDiffer">,
  { service, from, to }: { service: string | null; from: FileAtCommit; to: FileAtCommit },
): Promise<ComparedFile> {
  const named = { service, from: from.path, to: to.path };
  const missing = (reason: string): ComparedFile => ({
    ...named,
    values: { state: "unreadable", reason },
    lines: null,
  });
  try {
    const [before, after] = await Promise.all([textOf(git, from), textOf(git, to)]);
    if (before === null) return missing(`${from.path} was not there at that commit.`);
    if (after === null) return missing(`${to.path} was not there at that commit.`);
    if (before.length > MOST_CHARACTERS || after.length > MOST_CHARACTERS)
      return missing("A values file is larger than 1 MB.");
    const lines = textDiff(before, after, { mostLines: MOST_LINES });
    return { ...named, values: compareValues(before, after, policy), lines };
  } catch (error) {
    if (error instanceof Unreadable) return missing(gitWords(error.failure));
    throw error;
  }
}

function gitWords({ kind }: OutsideFailure): string {
  switch (kind) {
    case "unreachable":
      return "The Git host does not answer, so the values cannot be compared now. Try again in a moment.";
    case "refused-us":
    case "refused-this":
      return "The Git host does not let Slipway read this file. An administrator can give it access.";
    case "rate-limited":
    case "busy":
      return "The Git host is being asked too much, so the values cannot be compared now. Try again in some minutes.";
    case "not-found":
      return "The Git host does not have this commit, or not any more.";
    case "misconfigured":
    case "blocked-by-window":
    case "not-known-yet":
    case "failed":
      return "The Git host could not give the values files. Try again in a moment.";
  }
}
