import type { Transaction } from "./policy-rows";

type Push = { pusher: { login: string | null; mail: string | null } | null; commits: string[] };

/** Keeps who pushed these commits first: an author is whatever a commit says, a pusher is who the Git host let in. */
export async function keepPushers(tx: Transaction, { pusher, commits }: Push, at: Date): Promise<void> {
  if (!pusher) return;
  await tx.commitPusher.createMany({ data: commits.map((sha) => ({ sha, ...pusher, at })), skipDuplicates: true });
}
