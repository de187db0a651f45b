import { describe, expect, it } from "vitest";
import { anApplication, anOperation } from "@/lib/testing/observed-application";
import { hindranceWords, isMoving, startedBy, wentBack } from "./operation-kind";

const SHA = (letter: string) => letter.repeat(40);
const [a, b] = [SHA("a"), SHA("b")];
const past = (...revisions: (string | null)[]) => revisions.map((revision) => ({ revision, startedAt: null }));

describe("whether somebody went back", () => {
  it.each<[string, string | null, (string | null)[], boolean]>([
    ["to what ran before the last", "1", ["1", "2"], true],
    ["to what ran long before", "1", ["1", "2", "3"], true],
    ["the same again", "2", ["1", "2"], false],
    ["to something new", "3", ["1", "2"], false],
    ["forward again, after having gone back", "2", ["1", "2", "1"], false],
    ["back a second time", "1", ["1", "2", "1", "2"], true],
    ["the first of all", "1", [], false],
    ["nothing is known of the revision", null, [null, "1"], false],
  ])("%s", (_name, revision, earlier, expected) => {
    expect(wentBack(revision, past(...earlier))).toBe(expected);
  });
});

describe("why an operation does not get on", () => {
  it.each<[string, Parameters<typeof anOperation>[0], string | null, string | null]>([
    ["it runs for the first time", { phase: "Running" }, a, null],
    ["it retries the newest", { phase: "Running", retryCount: 1 }, a, "Retrying aaaaaaa (attempt 2)."],
    [
      "something newer waits",
      { phase: "Running", retryCount: 3 },
      b,
      "Still retrying aaaaaaa while bbbbbbb waits (attempt 4).",
    ],
    ["the newest is not known", { phase: "Running", retryCount: 1 }, null, "Retrying aaaaaaa (attempt 2)."],
    [
      "the newest is a branch's name, as after a failed comparison",
      { phase: "Running", retryCount: 1 },
      "main",
      "Retrying aaaaaaa (attempt 2).",
    ],
    [
      "its own revision is not known",
      { phase: "Running", retryCount: 1, revision: null },
      b,
      "Retrying the same revision (attempt 2).",
    ],
    ["it ended", { phase: "Failed", retryCount: 5 }, b, null],
    ["it is being stopped", { phase: "Terminating", retryCount: 1 }, b, null],
    [
      "a window holds it",
      { phase: "Running", message: "Sync operation blocked by sync window" },
      a,
      "Argo CD's own sync window holds it up.",
    ],
    [
      "a window holds up its end",
      { phase: "Terminating", message: "Sync operation blocked by sync window" },
      a,
      "It is to be stopped, and Argo CD's own sync window holds even that up.",
    ],
  ])("%s", (_name, change, newest, words) => {
    expect(hindranceWords(anOperation(change), newest)).toBe(words);
  });

  it("says nothing where there is no operation", () => {
    expect(hindranceWords(null, a)).toBeNull();
  });
});

describe("who started it", () => {
  it.each([
    [{ username: "", automated: true }, [], "Argo CD"],
    [{ username: "sam", automated: false }, [], "sam"],
    [{ username: "", automated: false }, [], "unknown"],
    [{ username: "dashboard", automated: false }, [{ name: "Requested by", value: "Sam Roth" }], "Sam Roth"],
    [{ username: "dashboard", automated: false }, [{ name: "Requested by", value: "" }], "dashboard"],
    [{ username: "dashboard", automated: false }, [{ name: "Promotion", value: "42" }], "dashboard"],
  ])("%j with %j: %s", (initiatedBy, infos, name) => {
    expect(startedBy({ initiatedBy, infos })).toBe(name);
  });
});

describe("whether something moves", () => {
  it.each<[string, Parameters<typeof anApplication>[0], boolean]>([
    ["nothing ever ran", {}, false],
    ["a sync is requested", { operationRequested: true }, true],
    ["a sync runs", { operation: anOperation({ phase: "Running" }) }, true],
    ["a sync is being stopped", { operation: anOperation({ phase: "Terminating" }) }, true],
    ["between two attempts", { operation: anOperation({ phase: "Running", retryCount: 1 }) }, true],
    ["it ended", { operation: anOperation() }, false],
    ["a dry run runs", { operation: anOperation({ phase: "Running", dryRun: true }), operationRequested: true }, false],
  ])("%s: %s", (_name, change, expected) => {
    expect(isMoving(anApplication(change))).toBe(expected);
  });
});
