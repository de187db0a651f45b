import { describe, expect, it } from "vitest";
import { anApplication, anOperation } from "@/lib/testing/observed-application";
import { deploymentsOf } from "./deployment";
import type { ObservedHistory } from "./observed";

const entry = (id: number, minute: number, change: Partial<ObservedHistory> = {}): ObservedHistory => ({
  id,
  revision: String(id).repeat(40),
  startedAt: new Date(Date.UTC(2026, 10, 24, 10, minute)),
  deployedAt: new Date(Date.UTC(2026, 10, 24, 10, minute, 12)),
  initiatedBy: { username: "", automated: true },
  ...change,
});

describe("which deployments an application tells of", () => {
  it("takes Argo CD's history, so that what happened while nobody watched is there", () => {
    const found = deploymentsOf("i/argocd/a", anApplication({ history: [entry(0, 0), entry(1, 5)] }));
    expect(found.map((d) => [d.argoId, d.outcome, d.how, d.by])).toEqual([
      [0, "succeeded", "automatic", "Argo CD"],
      [1, "succeeded", "automatic", "Argo CD"],
    ]);
  });

  it("gives a running attempt and its later history entry one id", () => {
    const startedAt = new Date(Date.UTC(2026, 10, 24, 10, 7));
    const running = anOperation({ phase: "Running", startedAt, finishedAt: null });
    const [seen] = deploymentsOf("i/argocd/a", anApplication({ history: [], operation: running }));
    const done = deploymentsOf(
      "i/argocd/a",
      anApplication({ history: [entry(3, 7)], operation: anOperation({ startedAt }) }),
    );
    expect(seen?.outcome).toBe("running");
    expect(done).toHaveLength(1);
    expect(done[0]).toMatchObject({ id: seen?.id, outcome: "succeeded", argoId: 3 });
  });

  it.each([
    ["a self-heal right after a deployment", { partial: true, selfHeal: true }],
    ["a dry run", { dryRun: true }],
    ["a sync of some resources", { partial: true }],
  ])("never takes %s for one", (_name, change) => {
    const later = anOperation({ startedAt: new Date(Date.UTC(2026, 10, 24, 10, 1)), ...change });
    const found = deploymentsOf("i/argocd/a", anApplication({ history: [entry(0, 0)], operation: later }));
    expect(found.map((d) => d.argoId)).toEqual([0]);
  });

  it("keeps a failed attempt, which Argo CD's history never has", () => {
    const failed = anOperation({
      phase: "Failed",
      startedAt: new Date(Date.UTC(2026, 10, 24, 10, 9)),
      message: "hook failed",
    });
    const found = deploymentsOf("i/argocd/a", anApplication({ history: [entry(0, 0)], operation: failed }));
    expect(found.at(-1)).toMatchObject({ outcome: "failed", message: "hook failed", argoId: null });
  });

  it("names the person behind a shared token", () => {
    const operation = anOperation({
      initiatedBy: { username: "dashboard", automated: false },
      infos: [{ name: "Requested by", value: "Sam Roth" }],
      startedAt: new Date(Date.UTC(2026, 10, 24, 10, 0)),
    });
    const history = [entry(0, 0, { initiatedBy: { username: "dashboard", automated: false } })];
    expect(deploymentsOf("i/argocd/a", anApplication({ history, operation }))[0]).toMatchObject({
      by: "Sam Roth",
      how: "by hand",
    });
  });

  it("calls going back to what ran before the last one a rollback", () => {
    const by = { username: "sam", automated: false };
    const history = [entry(0, 0), entry(1, 5), entry(2, 9, { revision: "0".repeat(40), initiatedBy: by })];
    expect(deploymentsOf("i/argocd/a", anApplication({ history })).at(-1)?.how).toBe("rollback");
  });
});
