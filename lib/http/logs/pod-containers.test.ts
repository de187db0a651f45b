import { describe, expect, it } from "vitest";
import type { ArgoCdInside } from "@/lib/ports";
import { createPodContainers } from "./pod-containers";
import { podNamed, REF } from "./scripted-logs.test-support";

const MANIFEST = JSON.stringify({ spec: { containers: [{ name: "app" }, { name: "proxy" }] } });

function containers(answers: boolean) {
  const asked: string[] = [];
  const inside: Pick<ArgoCdInside, "manifest"> = {
    manifest(_ref, { name }) {
      asked.push(name);
      if (answers) return Promise.resolve({ ok: true, value: { value: MANIFEST, at: new Date(0) } });
      return Promise.resolve({ ok: false, failure: { kind: "unreachable", status: null, detail: "" } });
    },
  };
  return { ...createPodContainers(inside, REF), asked };
}

describe("the containers of pods", () => {
  it("are asked for once for all pods of one owner, and not at all for a pod with one container", async () => {
    const { usualOf, asked } = containers(true);
    expect(await usualOf(podNamed("single"))).toBe("");
    const two = { containers: 2 };
    expect([await usualOf(podNamed("one", two)), await usualOf(podNamed("other", two))]).toEqual(["app", "app"]);
    expect(await usualOf(podNamed("third", { ...two, owner: "ReplicaSet/web-2" }))).toBe("app");
    expect(asked).toEqual(["one", "third"]);
  });

  it("can be chosen from where all pods are of one service, not where they differ", async () => {
    const { commonTo } = containers(true);
    expect((await commonTo([podNamed("a"), podNamed("b")])).map(({ name }) => name)).toEqual(["app", "proxy"]);
    expect(await commonTo([podNamed("a"), podNamed("b", { service: "other" })])).toEqual([]);
    expect((await commonTo([podNamed("job", { service: null })])).length).toBe(2);
    expect(await commonTo([])).toEqual([]);
  });

  it("are left to the cluster when Argo CD does not say", async () => {
    expect(await containers(false).usualOf(podNamed("a", { containers: null }))).toBe("");
  });
});
