import type { Commit as CommitRow } from "@/lib/adapters/db/generated/client";
import { subjectOf } from "@/lib/domain/happening-words";
import type { Commit } from "@/lib/http/contracts/overview";

const MOST_CHARACTERS = 300;

/** A revision with its author and the first line of its message, as far as they are known. */
export function commitOf(sha: string, row: Pick<CommitRow, "author" | "message" | "at" | "url"> | undefined): Commit {
  return {
    sha,
    author: row?.author.slice(0, MOST_CHARACTERS) ?? "",
    message: row ? subjectOf(row.message) : "",
    at: row?.at?.toISOString() ?? null,
    url: row?.url ?? null,
  };
}
