import { type Cause, type Standing, settledCause } from "@/lib/domain/change-cause";
import { firstLines, lineCount } from "@/lib/domain/first-lines";
import type { ManagedResource } from "@/lib/domain/observed-inside";
import { resourceKey } from "@/lib/domain/resource-key";
import type { EnvironmentDiff, ResourceDifference } from "@/lib/http/contracts/environment-diff";
import type { Comparison } from "./compared-resources";

type Compared = { resource: ManagedResource; comparison: Comparison };
type Wanted = { standing: Standing; q: string; resource: string | null };
type Shown = Extract<EnvironmentDiff["result"], { state: "compared" }>;

const MOST_RESOURCES = 200;
/** Of all resources of one answer, and of one that is to be deleted or made: its manifest is known from elsewhere. */
const MOST_LINES = 5_000;
const MOST_LINES_ONE_SIDED = 300;

/** Of all that was compared what differs and was asked for, the loudest first, within what one answer carries. */
export function differencesShown(compared: readonly Compared[], { standing, q, resource }: Wanted): Shown {
  const differing = compared.flatMap((one) => differenceOf(one, standing) ?? []);
  const matching = differing.filter((one) => (resource === null ? fits(one, q) : one.key === resource)).sort(inOrder);
  let room = MOST_LINES;
  const resources = matching.slice(0, MOST_RESOURCES).map((one) => {
    if (one.lines === null) return one;
    const own = resource !== null || one.state === "changed" ? room : Math.min(room, MOST_LINES_ONE_SIDED);
    if (own <= 0) return { ...one, lines: null };
    const lines = firstLines(one.lines, own);
    room -= lineCount(lines);
    return { ...one, lines };
  });
  return {
    state: "compared",
    compared: compared.length,
    differing: differing.length,
    matching: matching.length,
    resources,
  };
}

function differenceOf({ resource, comparison }: Compared, standing: Standing): ResourceDifference | null {
  if (comparison === null) return null;
  const { group, kind, namespace, name } = resource;
  const named = { key: resourceKey(resource), group, kind, namespace, name };
  if (comparison === "unreadable")
    return { ...named, state: "unreadable", cause: "unclear", words: [], moreWords: 0, lines: null };
  const words = comparison.words.map((one) => ({ ...one, cause: settledCause(one.cause, standing) }));
  const { state, moreWords, lines } = comparison;
  const causes: Cause[] = state === "changed" ? comparison.causes : ["unclear"];
  const cause = worst(causes.map((one) => settledCause(one, standing)));
  return { ...named, state, cause, words, moreWords, lines };
}

const CAUSES: readonly Cause[] = ["behind-git", "unclear", "waiting"];

function worst(causes: readonly Cause[]): Cause {
  return CAUSES.find((cause) => causes.includes(cause)) ?? "unclear";
}

/** What would be deleted, then what was changed in the cluster, then what nothing tells, then what only waits. */
function inOrder(a: ResourceDifference, b: ResourceDifference): number {
  return (
    Number(b.state === "pruned") - Number(a.state === "pruned") ||
    CAUSES.indexOf(a.cause) - CAUSES.indexOf(b.cause) ||
    a.kind.localeCompare(b.kind) ||
    a.name.localeCompare(b.name) ||
    a.namespace.localeCompare(b.namespace)
  );
}

function fits({ kind, name, words }: ResourceDifference, q: string): boolean {
  const wanted = q.trim().toLowerCase();
  if (wanted === "") return true;
  return [`${kind} ${name}`, ...words.map(({ what }) => what)].some((text) => text.toLowerCase().includes(wanted));
}
