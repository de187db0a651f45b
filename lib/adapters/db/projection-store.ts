import type { Pipeline, Problem } from "@/lib/domain/pipeline";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import { READING_STATES } from "@/lib/domain/policy-standing";
import type { GitCommit, ProjectionStore } from "@/lib/ports";
import type { Database } from "./client";
import { asList, asWord } from "./json-columns";
import { loadProjection } from "./load-projection";
import { notOnBranch, saveBranchCommits } from "./save-branch-commits";
import { saveGitState } from "./save-git-state";
import { saveWatchGap } from "./save-past";
import { savePolicy, savePolicyWriters } from "./save-policy";
import { announce, saveProjection } from "./save-projection";

/** The worker's store on PostgreSQL. */
export function createProjectionStore(db: Database): ProjectionStore {
  return {
    load: (instance) => loadProjection(db, instance),
    save: (change) => saveProjection(db, change),
    savePolicy: (outcome) => savePolicy(db, outcome),
    savePolicyWriters: (id, writers, at) => savePolicyWriters(db, id, writers, at),
    environments: () => resolvedEnvironments(db),
    policyInForce: () => policyInForce(db),
    saveCommits: (commits, environments, at) => saveCommits(db, commits, environments, at),
    async saveInstance(report) {
      const { name, at, version, lastEventAt, lastListAt, ...facts } = report;
      // A watch that has just begun has not heard anything yet; what was heard before it still was.
      const known = Object.entries({ version, lastEventAt, lastListAt }).filter(([, value]) => value !== null);
      await db.$transaction(async (tx) => {
        const before = await tx.instance.findUnique({ where: { name } });
        const since = before && before.state === report.state ? before.since : at;
        const data = { ...facts, ...Object.fromEntries(known), since };
        await tx.instance.upsert({ where: { name }, create: { name, ...data }, update: data });
        await saveWatchGap(tx, before, report);
        await announce(tx, { at, cells: [], environments: [], everything: false });
      });
    },
    saveGitState: (state) => saveGitState(db, state),
    async unknownCommits(shas) {
      const known = await db.commit.findMany({ where: { sha: { in: shas } }, select: { sha: true } });
      return shas.filter((sha) => !known.some((commit) => commit.sha === sha));
    },
    notOnBranch: (shas) => notOnBranch(db, shas),
    saveBranchCommits: (commits, at) => saveBranchCommits(db, commits, at),
    async lastPolicyReading() {
      const row = await db.policyReading.findFirst({ orderBy: { id: "desc" }, omit: { pipeline: true } });
      if (!row) return null;
      const { id, text, commit, seal, touched, writers } = row;
      const state = asWord(row.state, READING_STATES, "unreadable");
      const problems = asList<Problem>(row.problems);
      return { id, text, commit, seal, touched, state, problems, writersKnown: writers !== null };
    },
    async gitHead(branch) {
      return (await db.gitState.findUnique({ where: { branch } }))?.head ?? null;
    },
  };
}

async function saveCommits(db: Database, commits: GitCommit[], environments: string[], at: Date) {
  await db.$transaction(async (tx) => {
    await tx.commit.createMany({ data: commits, skipDuplicates: true });
    await announce(tx, { at, cells: [], environments, everything: false });
  });
}

export async function resolvedEnvironments(db: Database): Promise<ResolvedEnvironment[]> {
  const rows = await db.environment.findMany({ orderBy: { position: "asc" } });
  return rows.map((row) => row.definition as unknown as ResolvedEnvironment);
}

export async function policyInForce(db: Database) {
  const row = await db.policyReading.findFirst({ where: { inForce: true }, orderBy: { id: "desc" } });
  if (!row?.pipeline) return null;
  return { pipeline: row.pipeline as unknown as Pipeline, text: row.text, commit: row.commit };
}
