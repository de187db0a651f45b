import type { Database } from "@/lib/adapters/db/client";
import { asList, asWord } from "@/lib/adapters/db/json-columns";
import { resolvedIn, writtenIn } from "@/lib/adapters/db/policy-rows";
import { resolvedEnvironments } from "@/lib/adapters/db/projection-store";
import type { Actor } from "@/lib/auth/actor";
import type { Pipeline, Problem } from "@/lib/domain/pipeline";
import { can } from "@/lib/domain/policy";
import {
  approvalsMissing,
  approverRoles,
  mayApprove,
  mayReject,
  type WrittenCommit,
} from "@/lib/domain/policy-approval";
import { policyChanges } from "@/lib/domain/policy-changes";
import { isProtected, READING_STATES, type ReadRules } from "@/lib/domain/policy-standing";
import { writerNames } from "@/lib/domain/policy-words";
import { textDiff } from "@/lib/domain/text-diff";
import type { MayPress, PolicyDecisionRow, PolicyPage, PolicyPending } from "@/lib/http/contracts/access-policy";
import { commitOf } from "./commit-of";
import { type GitPlace, gitFileLink } from "./git-links";
import type { KnownPerson } from "./known-person";

type Deps = { db: Database; git: GitPlace; file: string; people: KnownPerson[] };

const MOST_CHANGES = 500;
const EARLIER = 20;

/** The policy in force and what waits after it, with what the reader may decide. */
export async function accessPolicy(actor: Actor, { db, git, file, people }: Deps): Promise<PolicyPage> {
  const [holds, newest, environments, earlier] = await Promise.all([
    db.policyReading.findFirst({ where: { inForce: true }, orderBy: { id: "desc" }, include: { decisions: true } }),
    db.policyReading.findFirst({ orderBy: { id: "desc" }, include: { decisions: true } }),
    resolvedEnvironments(db),
    db.policyReading.findMany({
      where: { inForce: true },
      orderBy: { id: "desc" },
      take: EARLIER,
      select: { commit: true, state: true, stateAt: true, inForceAt: true, readAt: true },
    }),
  ]);
  const rules = holds?.pipeline ? { pipeline: holds.pipeline as unknown as Pipeline, environments } : null;
  const commits = await commitsOf(db, [holds?.commit, newest?.commit]);
  const whole = seesWhole(actor, rules?.pipeline ?? null);
  return {
    file,
    branch: git.branch,
    inForce:
      holds && rules
        ? {
            commit: commits(holds.commit),
            since: (holds.inForceAt ?? holds.readAt).toISOString(),
            approvals: holds.decisions.map(decisionRow),
            link: gitFileLink(git, holds.commit, `${file}:1`),
            protects: isProtected(rules.pipeline, [holds.file]),
          }
        : null,
    pending:
      newest && newest.state !== "in-force" && newest.state !== "replaced"
        ? pendingOf(actor, {
            rules,
            before: holds?.text ?? "",
            row: newest,
            commit: commits(newest.commit),
            people,
            whole,
          })
        : null,
    tries: whole ? { allowed: true } : { allowed: false, reason: WHOLE_ONLY },
    earlier: earlier.map((row) => ({
      commit: row.commit,
      state: asWord(row.state, READING_STATES, "in-force"),
      at: (row.inForceAt ?? row.readAt).toISOString(),
    })),
  };
}

const WHOLE_ONLY = "Only who may see every environment can try a policy out: it speaks of all of them.";

/** Who sees every environment, or administers, may read the file itself. */
export function seesWhole(actor: Actor, pipeline: Pipeline | null): boolean {
  if (can(actor, pipeline, "administer", null).allowed) return true;
  const environments = pipeline?.environments ?? [];
  return environments.length > 0 && environments.every(({ name }) => can(actor, pipeline, "view", name).allowed);
}

type Row = NonNullable<Awaited<ReturnType<typeof newestRow>>>;
const newestRow = (db: Database) => db.policyReading.findFirst({ include: { decisions: true } });

type Pending = {
  rules: ReadRules | null;
  before: string;
  row: Row;
  commit: PolicyPending["commit"];
  people: KnownPerson[];
  whole: boolean;
};

function pendingOf(actor: Actor, { rules, before, row, commit, people, whole }: Pending): PolicyPending {
  const written = writtenIn(row.writers);
  const writers = written?.flatMap((one) => one.writers) ?? null;
  const after = row.pipeline
    ? { pipeline: row.pipeline as unknown as Pipeline, environments: resolvedIn(row.environments) }
    : null;
  const seen = (name: string | null) =>
    whole || (name !== null && can(actor, rules?.pipeline ?? null, "view", name).allowed);
  const decisions = row.decisions.filter(({ seal }) => seal === row.seal);
  const inForce = rules?.pipeline ?? null;
  const changes = rules && after ? policyChanges(rules, after, row.file) : [];
  const administers = can(actor, inForce, "administer", null).allowed;
  const able =
    inForce && administers ? people.filter((one) => mayApprove(asApprover(one), inForce, writers).allowed) : [];
  return {
    state: row.state === "waiting" ? "waiting" : row.state === "rejected" ? "rejected" : "unreadable",
    commit,
    readAt: row.readAt.toISOString(),
    seal: row.seal,
    whose: writerNames(written),
    commits: written?.map(commitRow) ?? null,
    problems: whole ? asList<Problem>(row.problems) : [],
    changes: changes.filter((change) => seen(change.environment)).slice(0, MOST_CHANGES),
    lines: whole ? textDiff(before, row.text) : null,
    decisions: decisions.map(decisionRow),
    missing: inForce
      ? approvalsMissing(
          inForce,
          decisions.filter(({ decision }) => decision === "approve"),
        )
      : [],
    approve: pressed(inForce && mayApprove(actor, inForce, writers)),
    reject: pressed(inForce && mayReject(actor, inForce)),
    could: able.length > 0 ? able.map(({ name }) => name) : inForce ? approverRoles(inForce) : [],
  };
}

function pressed(may: { allowed: true } | { allowed: false; reason: string } | null): MayPress {
  if (!may) return { allowed: false, reason: "No policy is in force that could say who may." };
  return may.allowed ? { allowed: true } : { allowed: false, reason: may.reason };
}

function asApprover({ id, login, mail, groups, provider }: KnownPerson) {
  return { id, login, mail, groups, provider };
}

function commitRow({ writers, ...commit }: WrittenCommit) {
  const by = [...new Set(writers.map(({ name }) => name).filter((name) => name !== ""))].join(", ");
  return { ...commit, by: by.slice(0, 300) };
}

function decisionRow(row: { name: string; decision: string; comment: string; at: Date }): PolicyDecisionRow {
  const decision = asWord(row.decision, ["approve", "reject"] as const, "reject");
  return { name: row.name, decision, comment: row.comment, at: row.at.toISOString() };
}

async function commitsOf(db: Database, shas: (string | undefined)[]) {
  const rows = await db.commit.findMany({ where: { sha: { in: shas.filter((sha) => sha !== undefined) } } });
  return (sha: string) =>
    commitOf(
      sha,
      rows.find((row) => row.sha === sha),
    );
}
