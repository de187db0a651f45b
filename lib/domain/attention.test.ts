import { describe, expect, it } from "vitest";
import { attentionOfCell, attentionOfEnvironment, attentionOfWaiting } from "./attention";
import type { OperationSummary, ProjectedCell } from "./projection";

const cell = (change: Partial<ProjectedCell>): ProjectedCell => ({
  environment: "production-env-1",
  service: "linq-web",
  applicationId: "default/argocd/a",
  desired: "2.5.0",
  running: ["2.5.0"],
  inGit: null,
  state: "healthy",
  tone: "fine",
  words: "Healthy",
  sync: "Synced",
  health: "Healthy",
  ready: null,
  stillServes: null,
  failing: [],
  ...change,
});
const failing = (change: Partial<ProjectedCell["failing"][number]> = {}) => ({
  pod: "linq-web-1",
  service: "linq-web",
  version: "2.5.0",
  reason: "Crash loop",
  message: "",
  restarts: 0,
  since: "2026-11-24T10:00:00Z",
  ...change,
});
const said = (change: Partial<ProjectedCell>) => {
  const { title, detail } = attentionOfCell(cell(change), "production");
  return `${title} ${detail}`.trim();
};

describe("what needs somebody, in words", () => {
  it.each<[Partial<ProjectedCell>, string]>([
    [
      { state: "failing", failing: [failing()], stillServes: "2.4.0 still serves 3 of 3" },
      "Production: linq-web 2.5.0: crash loop. 2.4.0 still serves 3 of 3.",
    ],
    [{ state: "failing", failing: [failing({ restarts: 1 })] }, "Production: linq-web 2.5.0: crash loop. 1 restart."],
    [
      { state: "failing", failing: [failing({ version: null, restarts: 4, message: "back-off 10s" })] },
      "Production: linq-web: crash loop. back-off 10s. 4 restarts.",
    ],
    [
      { state: "failing", failing: [failing({ message: "It said so." })] },
      "Production: linq-web 2.5.0: crash loop. It said so.",
    ],
    [{ state: "changed-behind-git" }, "Production was changed behind Git: linq-web differs from what was deployed."],
    [{ state: "degraded", words: "Sync failed" }, "Production: linq-web: sync failed."],
    [{ state: "missing", words: "Not in Argo CD" }, "Production: linq-web: not in Argo CD."],
    [{ state: "unknown", words: "Cannot be compared" }, "Production: linq-web: cannot be compared."],
  ])("%j", (change, sentence) => {
    expect(said(change)).toBe(sentence);
  });

  it("tells what waits as one line, and of many the first three", () => {
    const waiting = (service: string, inGit: string | null) => cell({ service, desired: "1.0.0", inGit });
    const line = (...cells: ProjectedCell[]) => {
      const found = attentionOfWaiting(cells, "production");
      return found && `${found.title} ${found.detail}`;
    };
    expect(line()).toBeNull();
    expect(line(waiting("a", "1.1.0"))).toBe(
      "Production waits for a sync: a 1.0.0 → 1.1.0 is in Git and not in the cluster yet.",
    );
    expect(line(waiting("a", "1.1.0"), waiting("b", null))).toBe(
      "Production waits for a sync: a 1.0.0 → 1.1.0, b are in Git and not in the cluster yet.",
    );
    expect(line(cell({ service: "a", desired: null, inGit: "1.0.0" }))).toBe(
      "Production waits for a sync: a new → 1.0.0 is in Git and not in the cluster yet.",
    );
    expect(line(...["a", "b", "c", "d", "e"].map((name) => waiting(name, null)))).toBe(
      "Production waits for a sync: a, b, c and 2 more are in Git and not in the cluster yet.",
    );
  });
});

describe("what needs somebody in an environment as a whole", () => {
  const operation = (change: Partial<OperationSummary>): OperationSummary => ({
    phase: "Failed",
    kind: "sync",
    message: "a hook failed",
    revision: null,
    by: "sam",
    startedAt: null,
    finishedAt: null,
    retryCount: 0,
    retrying: null,
    ...change,
  });
  const lines = (change: Partial<Parameters<typeof attentionOfEnvironment>[0]>) =>
    attentionOfEnvironment({
      name: "staging-env-1",
      short: "staging",
      applications: { missing: [] },
      policy: { differs: null },
      lastOperation: null,
      ...change,
    }).map(({ tone, title, detail }) => `${tone}: ${title} ${detail}`);

  it.each<[string, Parameters<typeof lines>[0], string[]]>([
    ["all is well", {}, []],
    [
      "an application is missing",
      { applications: { missing: ["a"] } },
      ["failing: Staging: a is not in Argo CD. The policy names it, and Argo CD has no such Application."],
    ],
    [
      "the cluster disagrees about syncing",
      { policy: { differs: "It syncs by itself." } },
      ["attention: Staging does not sync as declared. It syncs by itself."],
    ],
    [
      "the last sync failed",
      { lastOperation: operation({}) },
      ["failing: Staging: the last sync failed. a hook failed"],
    ],
    [
      "it could not even run",
      { lastOperation: operation({ phase: "Error" }) },
      ["failing: Staging: the last sync failed. a hook failed"],
    ],
    [
      "the last rollback failed",
      { lastOperation: operation({ kind: "rollback" }) },
      ["failing: Staging: the last rollback failed. a hook failed"],
    ],
    [
      "a sync of some resources failed",
      { lastOperation: operation({ kind: "partial-sync" }) },
      ["failing: Staging: the last sync of some resources failed. a hook failed"],
    ],
    [
      "a self-heal failed",
      { lastOperation: operation({ kind: "self-heal" }) },
      ["failing: Staging: Argo CD could not undo a change behind Git. a hook failed"],
    ],
    ["a dry run failed: an answer, no fault", { lastOperation: operation({ kind: "dry-run" }) }, []],
    ["the last sync succeeded", { lastOperation: operation({ phase: "Succeeded" }) }, []],
    [
      "it retries",
      { lastOperation: operation({ phase: "Running", retrying: "Retrying abc1234 (attempt 2)." }) },
      ["attention: Staging: the sync does not go through. Retrying abc1234 (attempt 2)."],
    ],
  ])("%s", (_name, change, expected) => {
    expect(lines(change)).toEqual(expected);
  });

  it("gives each line an id of its own", () => {
    const found = attentionOfEnvironment({
      name: "e",
      short: "e",
      applications: { missing: ["a", "b"] },
      policy: { differs: "x" },
      lastOperation: operation({}),
    });
    expect(new Set(found.map((line) => line.id)).size).toBe(4);
  });
});
