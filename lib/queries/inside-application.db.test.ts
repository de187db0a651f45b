import { beforeEach, describe, expect, it } from "vitest";
import { actor, application, boardOfFile, claiming, environment } from "./board.test-support";
import { insideApplication } from "./inside-application";

const board = boardOfFile();

beforeEach(async () => {
  await board.policy([claiming(environment(DEV)), claiming(environment("staging-env-1"))], ["web"]);
  await board.argocd();
});

const DEV = "dev-env-1";
const ask = (name: string | null, of = DEV) =>
  insideApplication(actor, board.deps, { environment: of, application: name });

describe("the Application that is looked into", () => {
  it("is the worst when none is named, then the first by name", async () => {
    await board.save({
      applications: [
        application(DEV, { name: "b-fine" }),
        application(DEV, { name: "c-moving", tone: "moving" }),
        application(DEV, { name: "z-failing", tone: "failing", project: "linq", namespace: "teams" }),
        application(DEV, { name: "a-gone", tone: "failing", present: false }),
      ],
    });
    expect(await ask(null)).toEqual({
      ok: true,
      value: {
        id: "default/argocd/z-failing",
        instance: "default",
        ref: { name: "z-failing", namespace: "teams", project: "linq" },
      },
    });
  });

  it("is the worst of those that differ where that is asked for: one that crashes does not hide them", async () => {
    const prefer = "out-of-sync" as const;
    const asked = { environment: DEV, application: null, prefer };
    const crashing = application(DEV, { name: "a-crashing", tone: "failing" });
    await board.save({
      applications: [crashing, application("staging-env-1", { name: "a-other", sync: "OutOfSync" })],
    });
    const alone = await insideApplication(actor, board.deps, asked);
    expect(alone, "none differs").toMatchObject({ ok: true, value: { ref: { name: "a-crashing" } } });

    await board.save({
      applications: [
        application(DEV, { name: "b-moving", sync: "OutOfSync", tone: "moving" }),
        application(DEV, { name: "c-waiting", sync: "OutOfSync", tone: "attention" }),
        application(DEV, { name: "d-gone", sync: "OutOfSync", tone: "failing", present: false }),
      ],
    });
    expect(await insideApplication(actor, board.deps, asked)).toMatchObject({ value: { ref: { name: "c-waiting" } } });
    expect(await ask(null), "elsewhere the worst of all").toMatchObject({ value: { ref: { name: "a-crashing" } } });
    const named = await insideApplication(actor, board.deps, { ...asked, application: "a-crashing" });
    expect(named, "a name goes before").toMatchObject({ value: { ref: { name: "a-crashing" } } });
  });

  it("is the one that is named, of this environment only", async () => {
    await board.save({
      applications: [application(DEV, { name: "one" }), application("staging-env-1", { name: "other" })],
    });
    expect(await ask("one")).toMatchObject({ ok: true, value: { ref: { name: "one" } } });
    for (const name of ["other", "ONE", "", "one\u0000", "one' OR true --", "x".repeat(100_000)])
      expect(await ask(name), name.slice(0, 20)).toEqual({
        ok: false,
        failure: { kind: "not-found", status: null, detail: "This environment has no Application of that name." },
      });
  });

  it("says so when Argo CD has none here, and is nothing where there is no environment", async () => {
    expect(await ask(null)).toMatchObject({
      ok: false,
      failure: { detail: "This environment has no Application yet." },
    });
    for (const name of ["nowhere", "", "dev-env-1\u0000"]) expect(await ask(null, name), name).toBeNull();
  });
});
