import { describe, expect, it } from "vitest";
import { anApplication, anOperation } from "@/lib/testing/observed-application";
import { deploymentsOf } from "./deployment";
import type { ObservedHistory } from "./observed";
import { recordedApplication } from "./recorded.test-support";

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

describe("the deployments that a real Argo CD tells of", () => {
  const told = (recording: string) =>
    deploymentsOf("i/argocd/a", recordedApplication(recording)).map(
      (d) => `${d.argoId ?? "-"} ${d.revision?.slice(0, 7)} ${d.how} ${d.outcome}`,
    );
  it("is the full sync, not the self-heal that followed it within the second", () => {
    expect(told("05-crash-dev/get-crashing").at(-1)).toBe("2 7e10a90 automatic succeeded");
    expect(told("05-crash-dev/get-crashing")).toHaveLength(3);
  });
  it("has the failed one that its history never has", () => {
    expect(told("09-sync-failures/get-hook-failed")).toHaveLength(11);
    expect(told("09-sync-failures/get-hook-failed").at(-1)).toBe("- 2b5ca47 by hand failed");
  });
  it("counts attempts at one operation as one that runs", () => {
    expect(told("09-sync-failures/get-waiting-for-retry").at(-1)).toBe("- 2b5ca47 by hand running");
  });
  it("knows a rollback from going forward again", () => {
    expect(told("08-sync-variants/get-after-dry-run")).toEqual([
      "0 87c0e9f by hand succeeded",
      "1 70c78a8 by hand succeeded",
      "2 87c0e9f rollback succeeded",
      "3 70c78a8 by hand succeeded",
    ]);
    expect(told("07-rollback/get-parked").at(-1)).toBe("- 70c78a8 by hand running");
  });
  it("calls no apply-only sync a rollback, which looks the same but for its revision", () => {
    const history = [entry(0, 0), entry(1, 5)];
    const applyOnly = anOperation({
      isRollback: true,
      startedAt: new Date(Date.UTC(2026, 10, 24, 10, 9)),
      initiatedBy: { username: "sam", automated: false },
    });
    const how = (revision: string) =>
      deploymentsOf("i/argocd/a", anApplication({ history, operation: { ...applyOnly, revision } })).at(-1)?.how;
    expect([how("2".repeat(40)), how("1".repeat(40)), how("0".repeat(40))]).toEqual(["by hand", "by hand", "rollback"]);
  });
  it("takes none from a dry run or a sync of some resources, though both succeeded", () => {
    expect(told("08-sync-variants/get-after-selective")).toEqual(told("08-sync-variants/get-after-dry-run"));
  });
});
