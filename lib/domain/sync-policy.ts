type Automated = { enabled: boolean; prune: boolean; selfHeal: boolean };

/** How many of an environment's several applications sync otherwise than declared, and the first of them by name. */
export type Differing = { first: string; count: number };

/**
 * What an environment does with a new commit, in words, and the sentence to show when the cluster does something else
 * than the policy declares (product.md, the `automated` trap). `actual` is one application's; where there are several,
 * those that differ are given, since any of them may.
 */
export function policyWords(
  declared: "automatic" | "manual",
  actual: Automated | null,
  differing: Differing | null = null,
): { words: string; differs: string | null } {
  const words = actual ? actualWords(actual) : declared === "automatic" ? "syncs by itself" : "by hand";
  if (differing) return { words, differs: differingWords(declared, differing) };
  if (!actual || actual.enabled === (declared === "automatic")) return { words, differs: null };
  const differs = actual.enabled
    ? "The policy says that people sync this environment, but Argo CD syncs every commit by itself. Remove the automated block from its Application."
    : "The policy says that Argo CD syncs this environment by itself, but its Application has no automatic sync.";
  return { words, differs };
}

function differingWords(declared: "automatic" | "manual", { first, count }: Differing): string {
  const one = count === 1;
  const who = one ? first : `${first} and ${count - 1} more`;
  if (declared === "automatic")
    return `${who} ${one ? "has" : "have"} no automatic sync, but the policy says that Argo CD syncs this environment by itself.`;
  const does = one ? "syncs every commit by itself" : "sync every commit by themselves";
  const where = one ? "its Application" : "their Applications";
  return `${who} ${does}, but the policy says that people sync this environment. Remove the automated block from ${where}.`;
}

function actualWords({ enabled, prune, selfHeal }: Automated): string {
  if (!enabled) return "by hand";
  if (selfHeal) return prune ? "syncs, prunes and heals by itself" : "syncs and heals by itself";
  return prune ? "syncs and prunes by itself" : "syncs by itself";
}
