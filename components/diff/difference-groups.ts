import { shortSha } from "@/lib/format";
import type { EnvironmentDiff, ResourceDifference } from "@/lib/http/contracts/environment-diff";
import type { Tone } from "@/lib/http/contracts/status";

type GroupKind = "pruned" | "behind-git" | "unclear" | "waiting";
export type DifferenceGroup = {
  kind: GroupKind;
  tone: Tone;
  title: string;
  words: string;
  resources: ResourceDifference[];
};

const KINDS: readonly GroupKind[] = ["pruned", "behind-git", "unclear", "waiting"];

/** The kinds of difference named apart (product.md rule 7), the loudest first. */
export function differenceGroups(
  resources: readonly ResourceDifference[],
  facts: Pick<EnvironmentDiff, "revisions" | "automated">,
): DifferenceGroup[] {
  return KINDS.flatMap((kind) => {
    const own = resources.filter((resource) => (resource.state === "pruned" ? "pruned" : resource.cause) === kind);
    return own.length === 0 ? [] : [{ kind, ...wordsOf(kind, own.length, facts), resources: own }];
  });
}

function wordsOf(
  kind: GroupKind,
  count: number,
  { revisions, automated }: Pick<EnvironmentDiff, "revisions" | "automated">,
) {
  const one = count === 1;
  const what = `${count} ${one ? "resource" : "resources"}`;
  switch (kind) {
    case "pruned":
      return {
        tone: "failing" as const,
        title: `${what} would be deleted`,
        words: `Git no longer has ${one ? "it" : "them"}. ${automated.prunes ? "This environment prunes by itself: its next sync deletes" : "A sync that prunes deletes"} ${one ? "it" : "them"}, a sync without pruning leaves ${one ? "it" : "them"}.`,
      };
    case "behind-git":
      return {
        tone: "attention" as const,
        title: `${what} changed behind Git`,
        words: `The cluster differs from what was deployed. ${automated.heals ? "Argo CD puts it back by itself." : "It stays so until somebody syncs."}`,
      };
    case "unclear":
      return {
        tone: "attention" as const,
        title: `${what} ${one ? "differs" : "differ"}`,
        words: "Either Git is newer or the cluster was changed: nothing tells which.",
      };
    case "waiting":
      return {
        tone: "waiting" as const,
        title: `${what} ${one ? "waits" : "wait"} for a sync`,
        words: `Git is newer than what was deployed${steps(revisions)}. ${automated.syncs ? "Argo CD syncs it by itself." : "Somebody has to sync it."}`,
      };
  }
}

function steps({ compared, deployed }: EnvironmentDiff["revisions"]): string {
  if (compared === null || deployed === null || compared === deployed) return "";
  return `, ${shortSha(deployed)} → ${shortSha(compared)}`;
}
