import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { at, listAt, textAt } from "./read-answer";
import { DEV, type Message, PRODUCTION, TestArgoCd } from "./test-argocd";

let argo: TestArgoCd;

beforeEach(async () => {
  argo = await TestArgoCd.start();
  await argo.pass(40);
});

afterEach(() => argo.stop());

const phases = (messages: Message[]) =>
  messages.map(
    ({ application }) => application.status.operationState?.phase ?? (application.operation ? "requested" : "none"),
  );

function steps(values: string[]): string[] {
  return values.filter((value, index) => value !== values[index - 1]);
}

async function tree(name: string) {
  return (await argo.ask("GET", `/api/v1/applications/${name}/resource-tree?project=linq`)).json;
}

const podOf = (found: unknown, service: string) =>
  listAt(found, "nodes").filter((node) => at(node, "kind") === "Pod" && textAt(node, "name").startsWith(service));

describe("a deployment", () => {
  it("begins with everything that syncs by itself in place, and production missing", async () => {
    const { json } = await argo.ask(
      "GET",
      "/api/v1/applications?fields=items.metadata.name,items.status.sync.status,items.status.health.status,items.status.health",
    );
    const states = listAt(json, "items").map((item) => [
      at(item, "metadata", "name"),
      at(item, "status", "sync", "status"),
      at(item, "status", "health", "status"),
    ]);
    expect(states).toEqual([
      [DEV, "Synced", "Healthy"],
      [PRODUCTION, "OutOfSync", "Missing"],
      ["staging-env-1-linq-platform", "Synced", "Healthy"],
    ]);
    expect((await argo.application(DEV)).status.history?.map((entry) => entry.id)).toEqual([0]);
  });

  it("goes from a push to healthy in the recorded order, and every second time heals once more", async () => {
    await argo.repository.values("dev-env-1", { "linq-scheduler": { image: { tag: "3.1.1" } } });
    await argo.webhook();
    await argo.pass(40);
    const first = (await argo.application(DEV)).status;
    expect([first.health.status, first.operationState?.operation.sync?.resources]).toEqual(["Healthy", undefined]);
    const reader = argo.stream(`/api/v1/stream/applications?name=${DEV}&project=linq`);
    await reader.until((messages) => messages.length > 0);
    const sha = await argo.repository.values("dev-env-1", {
      "linq-orchestrator": { image: { tag: "2.5.0" }, logLevel: "debug" },
    });
    expect((await argo.webhook()).status).toBe(200);
    await argo.pass(40);
    const images = (message: Message) =>
      (message.application.status.summary.images ?? []).filter((image) => image.includes("linq-orchestrator"));
    const messages = await reader.until(
      (list) =>
        list.length > 12 &&
        images(list.at(-1) ?? (list[0] as Message)).join() === "registry.linq.example/linq-orchestrator:2.5.0" &&
        !list.at(-1)?.application.operation,
    );
    reader.close();
    expect(messages[0]?.type).toBe("ADDED");
    expect(messages.slice(1).every(({ type }) => type === "MODIFIED")).toBe(true);
    expect(steps(phases(messages))).toEqual([
      "Succeeded",
      "requested",
      "Running",
      "Succeeded",
      "requested",
      "Running",
      "Succeeded",
    ]);
    const states = messages.map(({ application: { status } }) => `${status.sync.status} ${status.health.status}`);
    expect(steps(states)).toEqual(["Synced Healthy", "OutOfSync Healthy", "Synced Progressing", "Synced Healthy"]);
    const history = messages.findIndex(({ application }) => application.status.history?.length === 3);
    const done = messages.findIndex(
      ({ application }, index) => index > 3 && application.status.operationState?.phase === "Succeeded",
    );
    expect(done).toBe(history + 1);
    expect(messages.some((message) => images(message).length === 2)).toBe(true);
    const last = messages.at(-1)?.application;
    expect(last?.status.operationState?.operation.sync).toMatchObject({ autoHealAttemptsCount: 1, revision: sha });
    expect(last?.status.history?.at(-1)).toMatchObject({ id: 2, revision: sha, initiatedBy: { automated: true } });
  });

  it("shows a crash loop at once in the tree, Progressing first and Degraded after the deadline", async () => {
    await argo.repository.values("dev-env-1", {
      "linq-scheduler": { image: { tag: "3.2.0-crash" }, progressDeadlineSeconds: 30 },
    });
    await argo.webhook();
    await argo.pass(24);
    const early = await argo.application(DEV);
    expect([early.status.sync.status, early.status.health.status]).toEqual(["Synced", "Progressing"]);
    const pods = podOf(await tree(DEV), "linq-scheduler");
    expect(pods).toHaveLength(2);
    const crashing = pods.find((pod) => JSON.stringify(pod).includes("3.2.0-crash"));
    expect(crashing).toMatchObject({
      health: { status: "Degraded" },
      images: ["registry.linq.example/linq-scheduler:3.2.0-crash"],
    });
    expect(JSON.stringify(crashing)).toContain('{"name":"Status Reason","value":"CrashLoopBackOff"}');
    const restarts = (text: string) => Number(text.match(/"Restart Count","value":"(\d+)"/)?.[1]);
    const before = restarts(JSON.stringify(crashing));
    await argo.pass(40);
    expect((await argo.application(DEV)).status.health).toMatchObject({
      status: "Degraded",
      message: "Caused by apps/Deployment:dev-env-1/linq-scheduler",
    });
    expect(restarts(JSON.stringify(podOf(await tree(DEV), "linq-scheduler")))).toBeGreaterThan(before);
    await argo.repository.values("dev-env-1", {});
    await argo.webhook();
    await argo.pass(40);
    expect((await argo.application(DEV)).status.health.status).toBe("Healthy");
    expect(podOf(await tree(DEV), "linq-scheduler")).toHaveLength(1);
  });

  it("says when the values do not render, and keeps what runs", async () => {
    await argo.repository.values("production-env-1", {
      "linq-scheduler": { image: { tag: "3.1.0" }, replicaCount: "many" },
    });
    await argo.webhook();
    await argo.pass(5);
    const app = await argo.application(PRODUCTION);
    expect(app.status.sync.status).toBe("Unknown");
    expect(app.status.conditions?.[0]).toMatchObject({
      type: "ComparisonError",
      message: expect.stringContaining("at '/replicaCount': got string, want integer"),
    });
    expect(
      (await argo.ask("POST", `/api/v1/applications/${PRODUCTION}/sync`, { body: { project: "linq" } })).status,
    ).toBe(200);
    await argo.pass(5);
    expect((await argo.application(PRODUCTION)).status.operationState).toMatchObject({
      phase: "Error",
      message: expect.stringMatching(/^ComparisonError: Failed to load target state/),
    });
  });

  it("polls Git by itself", async () => {
    await argo.repository.values("dev-env-1", { "linq-orchestrator": { image: { tag: "2.6.0" } } });
    await argo.pass(240);
    expect((await argo.application(DEV)).status.summary.images).toContain(
      "registry.linq.example/linq-orchestrator:2.6.0",
    );
  });
});
