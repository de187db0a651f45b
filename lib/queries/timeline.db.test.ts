import { describe, expect, it } from "vitest";
import type { Observation } from "@/lib/domain/observation";
import { boardOfFile, claiming, deployment, environment, minutesAgo } from "./board.test-support";
import { observation, sha, timelineOf } from "./timeline.test-support";

const board = boardOfFile();
const { ask, said, commit } = timelineOf(() => board);

const DEV = "dev-env-1";
const STAGING = "staging-env-1";

/** A push that is deployed to dev, with all that Argo CD says meanwhile. */
async function rollout(
  letter: string,
  minutes: number,
  at = (seconds: number) => new Date(minutesAgo(minutes).getTime() + seconds * 1_000),
) {
  await commit(letter, `Raise web with ${letter}`, at(-5));
  const seen = (kind: Observation["kind"], seconds: number, change: Partial<Observation> = {}) =>
    observation(at(seconds), kind, change);
  await board.save({
    deployments: [
      deployment(DEV, at(10), { startedAt: at(0), revision: sha(letter), versions: { web: `1.${minutes}.0` } }),
    ],
    observations: [
      seen("revision", -1, { from: sha("0"), to: sha(letter) }),
      seen("sync", -1, { from: "Synced", to: "OutOfSync" }),
      seen("operation", 0, { to: "Running", details: { kind: "sync", by: "Argo CD" } }),
      seen("operation", 10, { from: "Running", to: "Succeeded", details: { kind: "sync", by: "Argo CD" } }),
      seen("sync", 10, { from: "OutOfSync", to: "Synced" }),
      seen("health", 11, { from: "Healthy", to: "Progressing" }),
      seen("health", 11, { from: "Healthy", to: "Progressing", service: "web" }),
      seen("running-version", 30, { from: "1.0.0", to: "1.1.0", service: "web" }),
      seen("health", 40, { from: "Progressing", to: "Healthy" }),
    ],
  });
}

describe("the timeline", () => {
  it("tells a deployment once, with its commit, and keeps its steps under it", async () => {
    await rollout("a", 120);
    await rollout("b", 60);
    const { entries, next } = await ask();
    expect(entries.map(({ who, words, chip }) => `${who} ${words} [${chip}]`)).toEqual([
      "Dana Ito deployed bbbbbbb, Raise web with b, to dev-env-1 [deployed]",
      "Dana Ito committed bbbbbbb, Raise web with b [commit]",
      "Dana Ito deployed aaaaaaa, Raise web with a, to dev-env-1 [deployed]",
      "Dana Ito committed aaaaaaa, Raise web with a [commit]",
    ]);
    expect(entries[0]).toMatchObject({
      changes: [{ service: "web", from: "1.120.0", to: "1.60.0" }],
      href: expect.stringMatching(/^\/environments\/dev-env-1\/history\?deployment=default/),
    });
    expect(entries[0]?.steps.map((step) => step.words)).toContain("web in dev-env-1 runs 1.1.0, before 1.0.0");
    expect(next).toBeNull();
  });

  it("tells what fails on its own, also in the middle of a deployment", async () => {
    await rollout("a", 60);
    await board.save({
      observations: [
        observation(minutesAgo(59), "pod-failing", {
          service: "web",
          to: "web-7f-x",
          details: { reason: "Crash loop", version: "1.1.0", message: "Its container ended.", restarts: 3 },
        }),
        observation(minutesAgo(58), "health", { from: "Progressing", to: "Degraded" }),
        observation(minutesAgo(57), "operation", {
          from: "Running",
          to: "Failed",
          details: { kind: "self-heal", by: "Argo CD", message: "one or more objects failed to apply" },
        }),
      ],
    });
    expect((await ask()).entries.slice(0, 3)).toMatchObject([
      { who: "Argo CD", words: "could not undo a change behind Git in dev-env-1-linq", tone: "failing" },
      { words: "dev-env-1-linq became Degraded", tone: "failing", kind: "health" },
      {
        words: "web 1.1.0 in dev-env-1: crash loop",
        detail: "Pod web-7f-x. Its container ended. 3 restarts.",
        href: "/environments/dev-env-1#web",
      },
    ]);
  });

  it("says waiting where Git moved on, and alarm where nothing in Git did", async () => {
    await board.save({
      observations: [
        observation(minutesAgo(30), "sync", { from: "Synced", to: "OutOfSync" }),
        observation(minutesAgo(30), "revision", { from: sha("a"), to: sha("b") }),
        observation(minutesAgo(20), "sync", { from: "Synced", to: "OutOfSync", environment: STAGING }),
      ],
    });
    expect((await ask()).entries.map(({ words, tone }) => [words, tone])).toEqual([
      ["staging-env-1-linq no longer matches Git", "attention"],
      ["Git moved on, and dev-env-1-linq waits for its sync", "waiting"],
    ]);
  });

  it("is silent of a restart that goes well, and tells of a recovery", async () => {
    const health = (minutes: number, from: string, to: string) =>
      observation(minutesAgo(minutes), "health", { from, to });
    await board.save({
      observations: [
        health(90, "Healthy", "Progressing"),
        health(89, "Progressing", "Healthy"),
        health(60, "Healthy", "Degraded"),
        health(50, "Degraded", "Progressing"),
        health(49, "Progressing", "Healthy"),
        health(40, "Healthy", "Progressing"),
        health(39, "Progressing", "Healthy"),
      ],
    });
    expect(await said()).toEqual(["dev-env-1-linq is Healthy again", "dev-env-1-linq became Degraded, before Healthy"]);
  });

  it("lets the service speak where its application only follows it", async () => {
    await board.save({
      observations: [
        observation(minutesAgo(9), "health", { from: "Healthy", to: "Degraded" }),
        observation(minutesAgo(9), "health", { from: "Healthy", to: "Degraded", service: "web" }),
      ],
    });
    expect(await said()).toEqual(["web in dev-env-1 became Degraded, before Healthy"]);
  });

  it("tells of a policy that takes force, and of one that is refused", async () => {
    await commit("c", "Open the window", null);
    await board.policy([claiming(environment(DEV))], ["web"]);
    await board.store.savePolicy({
      commit: sha("c"),
      file: "environments/pipeline.yaml",
      text: "broken",
      at: minutesAgo(30),
      result: {
        ok: false,
        problems: [{ file: "environments/pipeline.yaml", line: 12, column: 1, reason: "No such role." }],
      },
    });
    expect((await ask("kind=policy")).entries).toMatchObject([
      {
        who: "Dana Ito",
        words: "environments/pipeline.yaml at ccccccc is refused; the rules before it stay in force",
        detail: "Line 12: No such role.",
        tone: "failing",
      },
      { words: "environments/pipeline.yaml at ccccccc is in force", tone: "fine" },
    ]);
  });

  it("folds what happens again and again, and a fleet that appears", async () => {
    const crash = (minutes: number, pod: string) =>
      observation(minutesAgo(minutes), "pod-failing", { service: "web", to: pod, details: { reason: "Crash loop" } });
    const appeared = ["a", "b", "c"].map((name) =>
      observation(minutesAgo(200), "appeared", { to: name, applicationId: `default/argocd/${name}` }),
    );
    await board.save({ observations: [...appeared, crash(12, "web-1"), crash(11, "web-2"), crash(10, "web-3")] });
    expect((await ask()).entries.map(({ words, times }) => [words, times])).toEqual([
      ["web in dev-env-1: crash loop", 3],
      ["c appeared in Argo CD", 3],
    ]);
  });
});

describe("hostile words", () => {
  it("come through cut, as text", async () => {
    const long = "x".repeat(1_000_000);
    await commit("d", `<img src=x onerror=alert(1)>\u202e ${long}`, minutesAgo(20), `</b>${long}`);
    await board.save({
      observations: [
        observation(minutesAgo(10), "operation", { to: "Failed", details: { kind: "sync", by: long, message: long } }),
      ],
    });
    const page = await ask();
    expect(page.entries).toHaveLength(2);
    expect(JSON.stringify(page).length).toBeLessThan(6_000);
    expect(page.entries[1]?.words).toContain("<img src=x");
  });
});
