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

  it("says what is declared while no Application is known", () => {
    expect(policyWords("manual", null)).toEqual({ words: "by hand", differs: null });
    expect(policyWords("automatic", null)).toEqual({ words: "syncs by itself", differs: null });
  });
});
