import { policyChanges } from "@/lib/domain/policy-changes";
import { type ReadRules, standingOf } from "@/lib/domain/policy-standing";
import { type PolicyWhatIf, rightsTable } from "@/lib/domain/policy-what-if";
import { textDiff } from "@/lib/domain/text-diff";
import type { GitHost, PolicyReader } from "@/lib/ports";
import { resolvePipeline } from "./resolve-pipeline";

type Deps = { git: Pick<GitHost, "file" | "head">; readPolicy: PolicyReader; file: string; mainBranch: string };

/** What is tried: a text as it would be on the main branch, or the file of a branch. */
export type Tried = { text: string } | { branch: string };

export type TryOutcome =
  | { ok: true; value: PolicyWhatIf }
  | { ok: false; refusal: "not-found" | "outside-away" | "too-large"; message: string };

/** As much as a policy is allowed to be here; a file of the Git host may be of any length. */
const MOST_CHARACTERS = 300_000;
const MOST_CHANGES = 500;

/** What would change if this policy were merged. Nothing of it is kept. */
export async function tryPolicy(
  deps: Deps,
  inForce: { rules: ReadRules; text: string },
  tried: Tried,
): Promise<TryOutcome> {
  const found = await textOf(deps, tried);
  if (!found.ok) return found;
  const { text, sha } = found;
  if (text.length > MOST_CHARACTERS)
    return { ok: false, refusal: "too-large", message: "A policy of more than 300,000 characters is not tried here." };
  const read = deps.readPolicy(text, deps.file);
  if (!read.ok) return { ok: true, value: { ok: false, problems: read.problems } };
  const resolved = await resolvePipeline(deps.git, sha, read.pipeline).catch(() => null);
  if (!resolved) return away;
  if (!resolved.ok) return { ok: true, value: { ok: false, problems: resolved.problems } };
  const { rules, text: before } = inForce;
  return {
    ok: true,
    value: {
      ok: true,
      waits: standingOf(rules, resolved, deps.file) === "waits",
      changes: policyChanges(rules, resolved, deps.file).slice(0, MOST_CHANGES),
      rights: rightsTable(rules.pipeline, resolved.pipeline),
      lines: textDiff(before, text),
    },
  };
}

const away: TryOutcome & { ok: false } = {
  ok: false,
  refusal: "outside-away",
  message: "The Git host does not answer, so this cannot be tried now. Try again in a moment.",
};

async function textOf({ git, file, mainBranch }: Deps, tried: Tried) {
  const branch = "branch" in tried ? tried.branch : mainBranch;
  const head = await git.head(branch);
  if (!head.ok) return head.failure.kind === "not-found" ? notThere(`There is no branch ${branch}.`) : away;
  if ("text" in tried) return { ok: true as const, text: tried.text, sha: head.value };
  const found = await git.file(file, head.value);
  if (!found.ok) return away;
  if (found.value === null) return notThere(`${branch} holds no ${file}.`);
  return { ok: true as const, text: found.value, sha: head.value };
}

function notThere(message: string): TryOutcome & { ok: false } {
  return { ok: false, refusal: "not-found", message };
}
