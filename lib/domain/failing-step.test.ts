import { describe, expect, it } from "vitest";
import { anOperation } from "@/lib/testing/observed-application";
import { failureWords } from "./failing-step";
import type { ObservedOperation } from "./observed";
import { recordedApplication } from "./recorded.test-support";

const result = (change: Partial<ObservedOperation["results"][number]> = {}) => ({
  kind: "Deployment",
  group: "apps",
  name: "linq-web",
  namespace: "dev",
  status: "Synced",
  message: "deployment.apps/linq-web configured",
  hook: null,
  hookPhase: "Succeeded",
  syncPhase: "Sync",
  ...change,
});

describe("why an operation failed", () => {
  it.each([
    [
      "a hook that failed",
      [
        result(),
        result({ kind: "Job", name: "migrate", hook: "PreSync", hookPhase: "Failed", message: "Backoff limit." }),
      ],
      "The PreSync hook Job migrate failed: Backoff limit.",
    ],
    [
      "what the cluster refused",
      [result({ status: "SyncFailed", hookPhase: "Failed", message: "port 99999 is invalid" })],
      "Deployment linq-web could not be applied: port 99999 is invalid.",
    ],
    [
      "what did not become healthy before the next wave",
      [result({ hookPhase: "Failed", message: "" })],
      "Deployment linq-web did not become healthy.",
    ],
    [
      "several: the first is named, the others are counted",
      [
        result({ status: "SyncFailed", message: "no" }),
        result({ status: "SyncFailed" }),
        result({ hookPhase: "Error" }),
      ],
      "Deployment linq-web could not be applied: no. And 2 more failed.",
    ],
    ["no step that tells: Argo CD's own message", [result()], "one or more tasks failed"],
  ])("%s", (_name, results, expected) => {
    expect(failureWords(anOperation({ phase: "Failed", message: "one or more tasks failed", results }))).toBe(expected);
  });

  it("says how often it was tried, and nothing where nothing is known", () => {
    expect(failureWords(anOperation({ message: "gave up", retryCount: 2 }))).toBe("gave up. It was tried 3 times.");
    expect(failureWords(anOperation({ message: "" }))).toBe("");
  });

  it.each([
    [
      "09-sync-failures/get-hook-failed",
      /^The PreSync hook Job linq-migrate-\S+ failed: Job has reached the specified backoff limit\./,
    ],
    [
      "09-sync-failures/get-apply-failed",
      /^Service linq-scheduler could not be applied: error when patching .+ must be between 1 and 65535, inclusive\./,
    ],
    ["09-sync-failures/get-terminated", /^It was stopped at the PreSync hook Job linq-migrate-\S+\.$/],
  ])("in a real Argo CD's words: %s", (recording, expected) => {
    const { operation } = recordedApplication(recording);
    expect(operation && failureWords(operation)).toMatch(expected);
  });
});
