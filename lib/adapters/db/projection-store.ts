import type { Pipeline } from "@/lib/domain/pipeline";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import type { GitCommit, InstanceReport, ProjectionStore } from "@/lib/ports";
import { GIT_CHANNEL } from "./channels";
import type { Database } from "./client";
import { loadProjection } from "./load-projection";
import { savePolicy } from "./save-policy";
import { announce, saveProjection } from "./save-projection";

/** The worker's store on PostgreSQL. */
export function createProjectionStore(db: Database): ProjectionStore {
  return {
    load: (instance) => loadProjection(db, instance),
    save: (change) => saveProjection(db, change),
    savePolicy: (outcome) => savePolicy(db, outcome),
    environments: () => resolvedEnvironments(db),
    policyInForce: () => policyInForce(db),
    saveCommits: (commits, environments, at) => saveCommits(db, commits, environments, at),
    async saveInstance(report) {
      const { name, at, ...facts } = report;
      await db.$transaction(async (tx) => {
        const before = await tx.instance.findUnique({ where: { name } });
        const since = before && before.state === report.state ? before.since : at;
        const data = { ...facts, since };
        await tx.instance.upsert({
          where: { name },
          create: { name, ...data },
          update: { ...data, ...kept(before, facts) },
        });
        await announce(tx, { at, cells: [], environments: [], everything: false });
      });
    },
    async saveGitState({ branch, head, state, message, at }) {
      await db.$transaction(async (tx) => {
        const before = await tx.gitState.findUnique({ where: { branch } });
        const since = before && before.state === state ? before.since : at;
        const data = { state, message, since, checkedAt: at, ...(head === null ? {} : { head }) };
        await tx.gitState.upsert({ where: { branch }, create: { branch, head, ...data }, update: data });
        if (before?.state !== state) await announce(tx, { at, cells: [], environments: [], everything: false });
        if (head !== null && before?.head !== head) await tx.$executeRaw`SELECT pg_notify(${GIT_CHANNEL}, ${head})`;
      });
    },
    async unknownCommits(shas) {
      const known = await db.commit.findMany({ where: { sha: { in: shas } }, select: { sha: true } });
      return shas.filter((sha) => !known.some((commit) => commit.sha === sha));
    },
    async lastPolicyReading() {
      return db.policyReading.findFirst({ orderBy: { id: "desc" }, select: { text: true, commit: true } });
    },
    async gitHead(branch) {
      return (await db.gitState.findUnique({ where: { branch } }))?.head ?? null;
    },
  };
}

type Known = Pick<InstanceReport, "version" | "lastEventAt" | "lastListAt">;

/** A new leader that has not heard of Argo CD yet does not wipe what the last one knew, and when. */
function kept(before: Known | null, now: Known): Known {
  return {
    version: now.version ?? before?.version ?? null,
    lastEventAt: now.lastEventAt ?? before?.lastEventAt ?? null,
    lastListAt: now.lastListAt ?? before?.lastListAt ?? null,
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
