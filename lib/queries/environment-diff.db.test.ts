import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { managedResources } from "@/lib/adapters/argocd/mapping-inside";
import { wireManagedList } from "@/lib/adapters/argocd/wire-inside";
import type { ManagedResource } from "@/lib/domain/observed-inside";
import type { EnvironmentDiff } from "@/lib/http/contracts/environment-diff";
import type { OutsideFailure } from "@/lib/ports";
import { actor, application, boardOfFile, cell, claiming, environment } from "./board.test-support";
import { environmentDiff } from "./environment-diff";
import { AWAY, scriptedInside } from "./scripted-inside.test-support";

const DEV = "dev-env-1";

const board = boardOfFile();

beforeEach(async () => {
  await board.policy([claiming(environment(DEV))], ["web"]);
  await board.argocd();
  await board.save({ applications: [application(DEV, { sync: "OutOfSync" })] });
});

const ask = (
  managed: ManagedResource[] | OutsideFailure,
  change: { resource?: string; q?: string; of?: string } = {},
) =>
  environmentDiff(
    actor,
    { db: board.db, ...scriptedInside({ managed }) },
    {
      environment: change.of ?? DEV,
      application: null,
      resource: change.resource ?? null,
      q: change.q ?? "",
    },
  );

async function compared(managed: ManagedResource[], change: { resource?: string; q?: string } = {}) {
  const answer = await ask(managed, change);
  if (!answer?.ok || answer.value.result.state !== "compared") throw new Error("expected a comparison");
  return answer.value.result;
}

function recorded(name: string): ManagedResource[] {
  const exchange = JSON.parse(readFileSync(`conformance/recordings/${name}.json`, "utf8")) as {
    response: { json: unknown };
  };
  return managedResources(wireManagedList.parse(exchange.response.json));
}

function resource(name: string, live: object | null, git: object | null): ManagedResource {
  const text = (side: object | null) => (side === null ? null : JSON.stringify({ kind: "ConfigMap", data: side }));
  const sides = { target: text(git), live: text(live), normalizedLive: text(live), predictedLive: text(git) };
  return { group: "", kind: "ConfigMap", namespace: "dev", name, hook: false, ...sides };
}

describe("what the cluster holds against what Git says", () => {
  it("is told in words and in lines, with who changed it", async () => {
    const {
      compared: of,
      differing,
      resources,
    } = await compared(recorded("10-drift/managed-resources-production-drifted"));
    expect([of, differing]).toEqual([15, 1]);
    expect(resources).toMatchObject([
      {
        key: "apps/Deployment/production-env-1/linq-scheduler",
        state: "changed",
        cause: "behind-git",
        words: [{ what: "replicas", before: "4", after: "1", owner: { manager: "kubectl", part: "scale" } }],
        lines: { state: "compared", added: 1, removed: 1 },
      },
    ]);
  });

  it("what would be deleted comes first, then what was changed in the cluster, then what waits", async () => {
    await board.save({
      applications: [application(DEV, { revision: "b".repeat(40), deployedRevision: "a".repeat(40) })],
    });
    const applied = (data: object) => ({
      kind: "ConfigMap",
      metadata: { annotations: { "kubectl.kubernetes.io/last-applied-configuration": JSON.stringify({ data }) } },
    });
    const managed = (name: string, deployed: string, live: string, git: string): ManagedResource => ({
      ...resource(name, {}, {}),
      normalizedLive: JSON.stringify({ ...applied({ a: deployed }), data: { a: live } }),
      predictedLive: JSON.stringify({ ...applied({ a: deployed }), data: { a: git } }),
    });
    const { resources } = await compared([
      managed("waits", "1", "1", "2"),
      managed("unclear", "1", "2", "3"),
      managed("drifted", "1", "2", "1"),
      resource("old", { a: "1" }, null),
      resource("same", { a: "1" }, { a: "1" }),
    ]);
    expect(resources.map(({ name, state, cause }) => [name, state, cause])).toEqual([
      ["old", "pruned", "unclear"],
      ["drifted", "changed", "behind-git"],
      ["unclear", "changed", "unclear"],
      ["waits", "changed", "waiting"],
    ]);
  });

  it("where what is in Git was deployed, whatever differs was changed behind it", async () => {
    const { resources } = await compared([resource("a", { x: "1" }, { x: "2" }), resource("b", null, { x: "1" })]);
    expect(resources.map(({ name, state, cause }) => [name, state, cause])).toEqual([
      ["a", "changed", "behind-git"],
      ["b", "created", "behind-git"],
    ]);
  });

  it("and where other commits came since that hold nothing for it", async () => {
    await board.save({
      applications: [application(DEV, { revision: "b".repeat(40) })],
      cells: [cell(DEV, "web", { state: "changed-behind-git" })],
    });
    const { resources } = await compared([resource("gone", null, { x: "1" })]);
    expect(resources.map(({ cause }) => cause)).toEqual(["behind-git"]);
  });

  it("what was never deployed only waits", async () => {
    await board.save({ applications: [application(DEV, { deployedRevision: null })] });
    const { resources } = await compared([resource("a", null, { x: "1" })]);
    expect(resources.map(({ cause }) => cause)).toEqual(["waiting"]);
  });

  it("is found by kind, name or field", async () => {
    const managed = [resource("one", { LEVEL: "1" }, { LEVEL: "2" }), resource("two", { PORT: "1" }, { PORT: "2" })];
    for (const [q, names] of [
      ["level", ["one"]],
      ["TWO", ["two"]],
      ["configmap", ["one", "two"]],
      ["nothing", []],
    ] as const) {
      const found = await compared(managed, { q });
      expect([found.differing, found.matching, found.resources.map(({ name }) => name)]).toEqual([
        2,
        names.length,
        names,
      ]);
    }
  });

  it("carries only so many lines, and those of one resource when it is asked for alone", async () => {
    const data = (value: string) => Object.fromEntries(Array.from({ length: 700 }, (_, i) => [`key-${i}`, value]));
    const managed = Array.from({ length: 12 }, (_, i) => resource(`r${i}`, data(`a${i}`), data(`b${i}`)));
    const all = await compared(managed);
    expect(all.resources).toHaveLength(12);
    expect(all.resources.filter(({ lines }) => lines === null).length).toBeGreaterThan(0);
    const last = all.resources.at(-1);
    const alone = await compared(managed, { resource: last?.key ?? "" });
    expect(alone.resources.map(({ key }) => key)).toEqual([last?.key]);
    expect(alone.resources[0]?.lines).toMatchObject({ state: "compared", added: 700, leftOut: 0 });
  });

  it("one resource that cannot be read does not hide the others", async () => {
    const broken = { ...resource("broken", { a: "1" }, { a: "2" }), normalizedLive: "{not json" };
    const deep = {
      ...resource("deep", null, null),
      normalizedLive: `${"[".repeat(200_000)}${"]".repeat(200_000)}`,
      predictedLive: "[[1]]",
    };
    const { resources } = await compared([broken, deep, resource("fine", { a: "1" }, { a: "2" })]);
    expect(resources.map(({ name, state }) => [name, state])).toEqual([
      ["fine", "changed"],
      ["broken", "unreadable"],
      ["deep", "unreadable"],
    ]);
  });
});

describe("nothing is drawn", () => {
  const result = async (managed: ManagedResource[]): Promise<EnvironmentDiff["result"]> => {
    const answer = await ask(managed);
    if (!answer?.ok) throw new Error("expected an answer");
    return answer.value.result;
  };
  const failed = () => recorded("09-sync-failures/managed-resources-comparison-error");

  it("from a comparison that failed, and Argo CD's words are there instead", async () => {
    const conditions = [{ type: "ComparisonError", message: "the chart does not render", since: null }];
    await board.save({ applications: [application(DEV, { sync: "Unknown", conditions })] });
    expect(await result(failed())).toEqual({
      state: "not-compared",
      title: "Argo CD could not compare this with Git, so there is no difference to show.",
      detail: "the chart does not render",
    });
  });

  it("from one of which nobody has heard yet that it failed", async () => {
    expect(await result(failed())).toMatchObject({
      state: "not-compared",
      title: expect.stringContaining("Git holds nothing"),
    });
  });

  it("where Argo CD does not answer, and how it failed is handed on", async () => {
    expect(await ask(AWAY)).toEqual({ ok: false, failure: AWAY });
  });

  it("of an environment that is not there", async () => {
    expect(await ask([], { of: "nowhere" })).toBeNull();
  });
});
