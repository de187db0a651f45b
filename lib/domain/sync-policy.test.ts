import { describe, expect, it } from "vitest";
import { observedApplication } from "@/lib/adapters/argocd/mapping";
import { wireApplication } from "@/lib/adapters/argocd/wire";
import { policyWords } from "./sync-policy";

type Block = { prune?: boolean; selfHeal?: boolean; enabled?: boolean | null };

/** What Argo CD kept of a manifest's `automated` block, as our client reads it. */
function kept(automated: Block | null | undefined) {
  const spec = automated === undefined ? {} : { syncPolicy: { automated } };
  return observedApplication(wireApplication.parse({ metadata: { name: "a" }, spec })).automated;
}

const OFF = "The policy says that Argo CD syncs this environment by itself, but its Application has no automatic sync.";
const ON =
  "The policy says that people sync this environment, but Argo CD syncs every commit by itself. Remove the automated block from its Application.";

describe("what an environment does with a new commit (contract 6.4, and the trap in it)", () => {
  it.each<[string, Block | null | undefined, string, "automatic" | "manual"]>([
    ["no sync policy", undefined, "by hand", "manual"],
    ["automated: null", null, "by hand", "manual"],
    ["automated: {}", {}, "syncs by itself", "automatic"],
    ["both flags off: it still syncs every commit", { prune: false, selfHeal: false }, "syncs by itself", "automatic"],
    ["enabled: null", { enabled: null }, "syncs by itself", "automatic"],
    ["enabled: false, since 3.1", { enabled: false, prune: true, selfHeal: true }, "by hand", "manual"],
    [
      "enabled: false as a server before 3.1 keeps it: dropped",
      { prune: true, selfHeal: true },
      "syncs, prunes and heals by itself",
      "automatic",
    ],
    ["self-heal", { selfHeal: true }, "syncs and heals by itself", "automatic"],
    ["prune", { prune: true }, "syncs and prunes by itself", "automatic"],
    ["enabled: true", { enabled: true }, "syncs by itself", "automatic"],
  ])("%s", (_name, automated, words, does) => {
    expect(policyWords("manual", kept(automated))).toEqual({ words, differs: does === "manual" ? null : ON });
    expect(policyWords("automatic", kept(automated))).toEqual({ words, differs: does === "automatic" ? null : OFF });
  });

  it.each<[string, "automatic" | "manual", number, string]>([
    [
      "one syncs by itself",
      "manual",
      1,
      "linq-web-eu syncs every commit by itself, but the policy says that people sync this environment. Remove the automated block from its Application.",
    ],
    [
      "three sync by themselves",
      "manual",
      3,
      "linq-web-eu and 2 more sync every commit by themselves, but the policy says that people sync this environment. Remove the automated block from their Applications.",
    ],
    [
      "one is synced by hand",
      "automatic",
      1,
      "linq-web-eu has no automatic sync, but the policy says that Argo CD syncs this environment by itself.",
    ],
    [
      "two are synced by hand",
      "automatic",
      2,
      "linq-web-eu and 1 more have no automatic sync, but the policy says that Argo CD syncs this environment by itself.",
    ],
  ])(
    "names who differs among several applications, though the one that leads does not: %s",
    (_n, declared, count, differs) => {
      const asDeclared = kept(declared === "automatic" ? {} : null);
      expect(policyWords(declared, asDeclared).differs).toBeNull();
      expect(policyWords(declared, asDeclared, { first: "linq-web-eu", count })).toEqual({
        words: policyWords(declared, asDeclared).words,
        differs,
      });
    },
  );

  it("says what is declared while no Application is known", () => {
    expect(policyWords("manual", null)).toEqual({ words: "by hand", differs: null });
    expect(policyWords("automatic", null)).toEqual({ words: "syncs by itself", differs: null });
  });
});
