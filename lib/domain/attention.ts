import type { OperationSummary, ProjectedCell } from "./projection";
import type { Tone } from "./status";
import { capital, restartWords } from "./status-words";

export type AttentionLine = {
  id: string;
  tone: Tone;
  title: string;
  detail: string;
  since: string | null;
  environment: string;
};

type EnvironmentFacts = {
  name: string;
  short: string;
  applications: { missing: string[] };
  policy: { differs: string | null };
  /** Each names its application where the environment has several. */
  conditions?: readonly { type: string; message: string; application?: string | null }[];
  lastOperation: Pick<OperationSummary, "kind" | "phase" | "message" | "retrying"> | null;
};

/** One line for one cell that is not well: what, where, and what still works. */
export function attentionOfCell(cell: ProjectedCell, short: string): Omit<AttentionLine, "since" | "environment"> {
  const id = `${cell.environment}/${cell.service}`;
  const [pod] = cell.failing;
  const place = capital(short);
  if (cell.state === "failing" && pod) {
    const version = pod.version ? ` ${pod.version}` : "";
    const detail = [cell.stillServes ?? "", pod.message, restartWords(pod.restarts)]
      .filter(Boolean)
      .map(sentence)
      .join(" ");
    return { id, tone: cell.tone, title: `${place}: ${cell.service}${version}: ${lower(pod.reason)}.`, detail };
  }
  if (cell.state === "changed-behind-git")
    return {
      id,
      tone: cell.tone,
      title: `${place} was changed behind Git:`,
      detail: `${cell.service} differs from what was deployed.`,
    };
  return { id, tone: cell.tone, title: `${place}: ${cell.service}:`, detail: `${lower(cell.words)}.` };
}

/** Lines about an environment as a whole. */
export function attentionOfEnvironment(facts: EnvironmentFacts): AttentionLine[] {
  const place = capital(facts.short);
  const lines: AttentionLine[] = [];
  const add = (key: string, tone: Tone, title: string, detail: string) =>
    lines.push({ id: `${facts.name}#${key}`, tone, title, detail, since: null, environment: facts.name });
  for (const name of facts.applications.missing)
    add(
      `missing-${name}`,
      "failing",
      `${place}: ${name} is not in Argo CD.`,
      "The policy names it, and Argo CD has no such Application.",
    );
  if (facts.policy.differs) add("policy", "attention", `${place} does not sync as declared.`, facts.policy.differs);
  const uncompared =
    facts.conditions?.filter((c) => c.type === "ComparisonError" || c.type === "InvalidSpecError") ?? [];
  const [first] = uncompared;
  if (first) {
    const which = applicationsIn(uncompared);
    const title = `${which ? `${place}: ${which}` : place} cannot be compared with Git:`;
    add("comparison", "attention", title, renderFault(first.message));
  }
  const operation = facts.lastOperation;
  const failed = failedWords(operation);
  if (operation?.retrying) add("retrying", "attention", `${place}: the sync does not go through.`, operation.retrying);
  else if (operation && failed) add("operation", "failing", `${place}: ${failed}.`, operation.message);
  return lines;
}

/** Not how many: conditions are cut off at a number of their own. */
function applicationsIn(conditions: readonly { application?: string | null }[]): string | null {
  const [first, second, ...others] = new Set(conditions.flatMap(({ application }) => application ?? []));
  if (first === undefined) return null;
  if (second === undefined) return first;
  return others.length > 0 ? `${first} and others` : `${first} and ${second}`;
}

/** Argo CD wraps what Helm or Kustomize says in the whole command; the reason stands at its end. */
function renderFault(message: string): string {
  const reason = message.split(/failed exit status \d+: (?:Error: )?/).at(-1) ?? message;
  return reason.replace(/\s+/g, " ").trim();
}

/** A dry run that fails is an answer, not a fault of the environment. */
function failedWords(operation: EnvironmentFacts["lastOperation"]): string | null {
  if (operation?.phase !== "Failed" && operation?.phase !== "Error") return null;
  switch (operation.kind) {
    case "dry-run":
      return null;
    case "sync":
      return "the last sync failed";
    case "rollback":
      return "the last rollback failed";
    case "partial-sync":
      return "the last sync of some resources failed";
    case "self-heal":
      return "Argo CD could not undo a change behind Git";
  }
}

/** Argo CD's own messages end as they like. */
function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/**
 * What waits in one environment is one line: it is no alarm, and a release of ten services is one release. `total` is
 * how many wait where not all of them are given.
 */
export function attentionOfWaiting(
  cells: readonly ProjectedCell[],
  short: string,
  total = cells.length,
): Omit<AttentionLine, "since" | "environment"> | null {
  const [first] = cells;
  if (!first) return null;
  const steps = cells.map((cell) =>
    cell.inGit ? `${cell.service} ${cell.desired ?? "new"} → ${cell.inGit}` : cell.service,
  );
  const more = total > 3 ? ` and ${total - 3} more` : "";
  const verb = total === 1 ? "is" : "are";
  return {
    id: `${first.environment}#waiting`,
    tone: "waiting",
    title: `${capital(short)} waits for a sync:`,
    detail: `${steps.slice(0, 3).join(", ")}${more} ${verb} in Git and not in the cluster yet.`,
  };
}
