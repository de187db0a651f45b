/**
 * When each of these commits came to the branch, newest first: its own time, but within what is possible. An author's clock
 * may be wrong, and an old commit may be pushed late: never after `now`, not before the branch was last seen without it, and
 * each before the one that follows it.
 */
export function branchTimes(commits: readonly { at: Date | null }[], lastSeen: Date | null, now: Date): Date[] {
  let newest = now.getTime();
  return commits.map(({ at }) => {
    const earliest = lastSeen?.getTime() ?? Number.NEGATIVE_INFINITY;
    const own = Math.min(Math.max(at?.getTime() ?? newest, earliest), newest);
    newest = own - 1;
    return new Date(own);
  });
}
