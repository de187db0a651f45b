import { describe, expect, it } from "vitest";
import type { KeptObservation } from "./happening";
import { deploymentWords, observationWords, policyWords } from "./happening-words";
import { OBSERVATION_KINDS } from "./observation";

function seen(
  kind: KeptObservation["kind"],
  from: string | null,
  to: string | null,
  change: Partial<KeptObservation> = {},
): KeptObservation {
  return {
    at: new Date(0),
    applicationId: "default/argocd/dev-env-1-linq",
    application: "dev-env-1-linq",
    environment: "dev-env-1",
    service: null,
    kind,
    from,
    to,
    details: {},
    ...change,
  };
}

const web = { service: "web" };
const sha = "abcdef0".padEnd(40, "1");
const op = (kind: string) => ({ details: { kind, by: "sam", message: "it broke" } });

describe("what was seen, in words", () => {
  it.each([
    [seen("sync", "Synced", "OutOfSync"), "dev-env-1-linq no longer matches Git", "attention"],
    [seen("sync", "OutOfSync", "Synced", web), "web in dev-env-1 matches Git", "fine"],
    [seen("sync", "Synced", "Unknown"), "dev-env-1-linq could not be compared with Git", "attention"],
    [seen("health", "Healthy", "Degraded", web), "web in dev-env-1 became Degraded, before Healthy", "failing"],
    [seen("health", "Progressing", "Degraded"), "dev-env-1-linq became Degraded", "failing"],
    [seen("health", "Degraded", "Healthy"), "dev-env-1-linq is Healthy again", "fine"],
    [seen("health", "Healthy", "Unknown"), "The health of dev-env-1-linq is not known, before Healthy", "unknown"],
    [seen("health", "Healthy", "Suspended"), "dev-env-1-linq is Suspended, before Healthy", "attention"],
    [seen("operation", "Running", "Succeeded", op("self-heal")), "undid a change behind Git in dev-env-1-linq", "fine"],
    [
      seen("operation", "Running", "Failed", op("self-heal")),
      "could not undo a change behind Git in dev-env-1-linq",
      "failing",
    ],
    [
      seen("operation", "Running", "Error", op("partial-sync")),
      "could not sync some resources of dev-env-1-linq",
      "failing",
    ],
    [
      seen("operation", "Running", "Failed", op("dry-run")),
      "could not try a sync of dev-env-1-linq without changing anything",
      "attention",
    ],
    [seen("operation", null, "Running", op("rollback")), "began to roll dev-env-1-linq back", "moving"],
    [seen("appeared", null, "shop"), "shop appeared in Argo CD", null],
    [seen("disappeared", "shop", null), "shop is no longer in Argo CD", "attention"],
    [seen("running-version", "1.0.0", null, web), "web in dev-env-1 runs nothing, before 1.0.0", null],
    [seen("revision", null, sha), "Git moved on to abcdef0 for dev-env-1-linq", null],
  ])("%#: %s", (one, words, tone) => {
    expect(observationWords(one, { gitMoved: false })).toMatchObject({ words, tone });
  });

  it("say waiting where Git moved on", () => {
    expect(observationWords(seen("sync", "Synced", "OutOfSync"), { gitMoved: true })).toMatchObject({
      words: "Git moved on, and dev-env-1-linq waits for its sync",
      tone: "waiting",
    });
  });

  it("name the environment where the application's name does not", () => {
    const one = seen("sync", null, "Synced", { application: "shop" });
    expect(observationWords(one, { gitMoved: false }).words).toBe("shop in dev-env-1 matches Git");
  });

  it("say why an operation failed, and nothing where it did not", () => {
    expect(observationWords(seen("operation", "Running", "Failed", op("self-heal")), { gitMoved: false }).detail).toBe(
      "it broke",
    );
    expect(
      observationWords(seen("operation", "Running", "Succeeded", op("self-heal")), { gitMoved: false }).detail,
    ).toBe("");
  });

  it("are there for whatever was kept, however little is known", () => {
    for (const kind of OBSERVATION_KINDS)
      for (const to of [null, "", "Anything"]) {
        const one = seen(kind, null, to, { environment: null });
        expect(observationWords(one, { gitMoved: false }).words, kind).toMatch(/\S/);
        expect(observationWords(one, { gitMoved: false }).chip, kind).toMatch(/\S/);
      }
  });
});

describe("a deployment in words", () => {
  const base = {
    by: "Argo CD",
    how: "automatic",
    outcome: "succeeded",
    revision: sha,
    environment: "dev-env-1",
    message: "",
  };
  const commit = { author: "Dana Ito", message: "Raise web\n\nlong" };

  it.each([
    [base, commit, "Dana Ito", "deployed abcdef0, Raise web, to dev-env-1", "deployed"],
    [base, null, "Argo CD", "deployed abcdef0 to dev-env-1", "deployed"],
    [{ ...base, how: "by hand", by: "sam" }, commit, "sam", "deployed abcdef0, Raise web, to dev-env-1", "deployed"],
    [{ ...base, how: "rollback", by: "sam" }, null, "sam", "went back to abcdef0 in dev-env-1", "rolled back"],
    [
      { ...base, outcome: "running", revision: null },
      null,
      "Argo CD",
      "deploys an unknown revision to dev-env-1",
      "rolling out",
    ],
  ])("%#", (deployment, by, who, words, chip) => {
    expect(deploymentWords(deployment, by)).toMatchObject({ who, words, chip, detail: "" });
  });

  it("says why it failed", () => {
    expect(deploymentWords({ ...base, outcome: "failed", message: "no such chart" }, null)).toMatchObject({
      tone: "failing",
      words: "tried to deploy abcdef0 to dev-env-1",
      detail: "no such chart",
    });
  });
});

it("a refused policy says where", () => {
  const reading = {
    commit: sha,
    file: "environments/pipeline.yaml",
    state: "unreadable" as const,
    problem: { line: 3, reason: "No such role." },
  };
  expect(policyWords(reading, "Dana Ito")).toMatchObject({
    words: "environments/pipeline.yaml at abcdef0 is refused; the rules before it stay in force",
    detail: "Line 3: No such role.",
  });
});

it.each([
  ["in-force", "is in force"],
  ["waiting", "waits for approval; the rules before it stay in force"],
  ["replaced", "was replaced while it waited for approval"],
  ["rejected", "was rejected; the rules before it stay in force"],
] as const)("a policy that is %s says so", (state, words) => {
  const reading = { commit: sha, file: "environments/pipeline.yaml", state, problem: null };
  expect(policyWords(reading, null).words).toBe(`environments/pipeline.yaml at abcdef0 ${words}`);
});
