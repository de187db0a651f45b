import type { Problem } from "@/lib/domain/pipeline";
import type { FaultyFiles, ProjectionStore } from "@/lib/ports";
import { GIT_CHANNEL } from "./channels";
import type { Database } from "./client";
import type { GitState } from "./generated/client";
import { asList, toJson } from "./json-columns";
import { announce } from "./save-projection";

type State = Parameters<ProjectionStore["saveGitState"]>[0];

/** Keeps what the branch holds. Pages are told when it is news to them; a new head or a return wakes the watches. */
export async function saveGitState(db: Database, { branch, head, state, message, faulty, at }: State): Promise<void> {
  await db.$transaction(async (tx) => {
    const before = await tx.gitState.findUnique({ where: { branch } });
    const isNews = before?.state !== state || faultsDiffer(before, faulty);
    const data = {
      state,
      message,
      since: before && before.state === state ? before.since : at,
      // When it last answered: an age is told from it.
      ...(state === "live" ? { checkedAt: at } : {}),
      ...(head === null ? {} : { head }),
      ...(faulty === null ? {} : { problems: toJson(faulty.problems), faultyFiles: faulty.count, faultyAt: head }),
    };
    await tx.gitState.upsert({ where: { branch }, create: { branch, head, ...data }, update: data });
    if (isNews) await announce(tx, { at, cells: [], environments: [], everything: false });
    const isBack = before !== null && before.state !== "live" && state === "live";
    const wakes = isBack || (head !== null && before?.head !== head);
    if (wakes) await tx.$executeRaw`SELECT pg_notify(${GIT_CHANNEL}, ${head ?? ""})`;
  });
}

function faultsDiffer(before: GitState | null, now: FaultyFiles | null): boolean {
  const told = (problems: Problem[]) => problems.map((p) => `${p.file}:${p.line}:${p.reason}`).join("\n");
  if (now === null) return false;
  return now.count !== (before?.faultyFiles ?? 0) || told(now.problems) !== told(asList<Problem>(before?.problems));
}
