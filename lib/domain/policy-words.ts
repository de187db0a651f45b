import type { WrittenCommit } from "./policy-approval";

const MOST_NAMES = 3;
const MOST_CHARACTERS = 80;

/** Who wrote these commits, newest first, for a sentence. */
export function writerNames(commits: readonly WrittenCommit[] | null | undefined): string {
  const names = [...new Set((commits ?? []).flatMap(({ writers }) => writers.slice(0, 1).map(({ name }) => name)))]
    .filter((name) => name.trim() !== "")
    .map((name) => (name.length > MOST_CHARACTERS ? `${name.slice(0, MOST_CHARACTERS)}…` : name));
  if (names.length === 0) return "somebody unknown";
  if (names.length > MOST_NAMES) return `${names.slice(0, MOST_NAMES).join(", ")} and others`;
  const last = names.pop() ?? "";
  return names.length === 0 ? last : `${names.join(", ")} and ${last}`;
}
