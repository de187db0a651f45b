type Automated = { enabled: boolean; prune: boolean; selfHeal: boolean };

/**
 * What an environment does with a new commit, in words, and the sentence to show when the cluster does something else
 * than the policy declares (product.md, the `automated` trap).
 */
export function policyWords(
  declared: "automatic" | "manual",
  actual: Automated | null,
): { words: string; differs: string | null } {
  const words = actual ? actualWords(actual) : declared === "automatic" ? "syncs by itself" : "by hand";
  if (!actual || actual.enabled === (declared === "automatic")) return { words, differs: null };
  const differs = actual.enabled
    ? "The policy says that people sync this environment, but Argo CD syncs every commit by itself. Remove the automated block from its Application."
    : "The policy says that Argo CD syncs this environment by itself, but its Application has no automatic sync.";
  return { words, differs };
}

function actualWords({ enabled, prune, selfHeal }: Automated): string {
  if (!enabled) return "by hand";
  if (selfHeal) return prune ? "syncs, prunes and heals by itself" : "syncs and heals by itself";
  return prune ? "syncs and prunes by itself" : "syncs by itself";
}
