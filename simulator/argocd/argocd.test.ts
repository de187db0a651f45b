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

describe("operations by hand", () => {
  const act = (verb: string, body: object, as = "dashboard") =>
    argo.ask("POST", `/api/v1/applications/${PRODUCTION}/${verb}`, { as, body: { project: "linq", ...body } });

  async function deployed(): Promise<void> {
    expect((await act("sync", {})).status).toBe(200);
    await argo.pass(40);
  }

  it("answers with the operation set and its state gone, then refuses a second", async () => {
    const infos = [{ name: "Requested by", value: "sam@linq.example" }];
    const { json } = await act("sync", { revision: "main", infos });
    expect(at(json, "operation")).toMatchObject({ initiatedBy: { username: "dashboard" }, info: infos, retry: {} });
    expect(at(json, "status")).toBeDefined();
    expect(at(json, "status", "operationState")).toBeUndefined();
    expect(await act("sync", {})).toMatchObject({
      status: 400,
      json: { error: "another operation is already in progress", code: 9 },
    });
    await argo.pass(40);
    expect((await argo.application(PRODUCTION)).status.operationState).toMatchObject({
      phase: "Succeeded",
      message: "successfully synced (all tasks run)",
    });
  });

  it("rolls back without hooks into a new history entry and stays out of sync", async () => {
    await deployed();
    await argo.repository.values("production-env-1", { "linq-orchestrator": { image: { tag: "2.9.0" } } });
    await argo.webhook();
    await argo.pass(5);
    await deployed();
    expect(await act("rollback", { id: 99 })).toMatchObject({
      status: 400,
      json: { error: `application argocd/${PRODUCTION} does not have deployment with id 99` },
    });
    expect(at((await act("rollback", {})).json, "error")).toBe(
      'grpc: error while marshaling: proto: required field "id" not set',
    );
    expect(at((await act("rollback", { id: 0 })).json, "operation", "sync")).toMatchObject({
      syncStrategy: { apply: {} },
    });
    await argo.pass(30);
    const { status } = await argo.application(PRODUCTION);
    expect(status.history?.map((entry) => entry.id)).toEqual([0, 1, 2]);
    expect(status.history?.[2]?.revision).toBe(status.history?.[0]?.revision);
    expect(status.sync.status).toBe("OutOfSync");
    expect(status.operationState?.syncResult?.resources?.some((result) => result.hookType)).toBe(false);
    const dev = await argo.ask("POST", `/api/v1/applications/${DEV}/rollback`, { body: { project: "linq", id: 0 } });
    expect(at(dev.json, "error")).toBe("rollback cannot be initiated when auto-sync is enabled");
  });

  it("terminates a running hook", async () => {
    expect(
      at((await argo.ask("DELETE", `/api/v1/applications/${PRODUCTION}/operation?project=linq`)).json, "error"),
    ).toBe("Unable to terminate operation. No operation is in progress");
    const migration = { migration: { image: { tag: "1.2.0-longjob" } } };
    await argo.repository.values("production-env-1", migration);
    await argo.webhook();
    await argo.pass(5);
    await act("sync", {});
    await argo.pass(5);
    expect((await argo.application(PRODUCTION)).status.operationState?.message).toMatch(
      /^waiting for completion of hook batch\/Job\/linq-migrate-/,
    );
    expect((await argo.ask("DELETE", `/api/v1/applications/${PRODUCTION}/operation?project=linq`)).status).toBe(200);
    expect((await argo.application(PRODUCTION)).status.operationState?.phase).toBe("Terminating");
    await argo.pass(10);
    expect((await argo.application(PRODUCTION)).status.operationState).toMatchObject({
      phase: "Failed",
      message: "Operation terminated",
    });
  });

  it("keeps dry runs and selective syncs out of history", async () => {
    await deployed();
    await act("sync", { dryRun: true });
    await argo.pass(10);
    const dry = (await argo.application(PRODUCTION)).status;
    expect(dry.operationState).toMatchObject({
      phase: "Succeeded",
      message: "successfully synced (no more tasks)",
      operation: { sync: { dryRun: true } },
    });
    await act("sync", { resources: [{ group: "apps", kind: "Deployment", name: "linq-scheduler" }] });
    await argo.pass(10);
    const partial = (await argo.application(PRODUCTION)).status;
    expect(partial.operationState?.syncResult?.resources).toHaveLength(1);
    expect(partial.history?.map((entry) => entry.id)).toEqual([0]);
  });

  it("retries a failing hook and then gives up, leaving the application Synced", async () => {
    await deployed();
    await argo.repository.values("production-env-1", { migration: { image: { tag: "1.1.0-hookfail" } } });
    await argo.webhook();
    await argo.pass(5);
    await act("sync", { retryStrategy: { limit: 1, backoff: { duration: "3s", factor: 2, maxDuration: "30s" } } });
    await argo.pass(14);
    expect((await argo.application(PRODUCTION)).status.operationState).toMatchObject({
      phase: "Running",
      retryCount: 1,
      message: expect.stringContaining("Retrying attempt #1 at "),
    });
    await argo.pass(60);
    const { status } = await argo.application(PRODUCTION);
    expect(status.operationState).toMatchObject({
      phase: "Failed",
      message: "one or more synchronization tasks completed unsuccessfully (retried 1 times).",
    });
    expect([status.sync.status, status.health.status]).toEqual(["Synced", "Healthy"]);
  });

  it("refuses what the API server refuses", async () => {
    await argo.repository.values("production-env-1", { "linq-scheduler": { image: { tag: "4.0.0-refused" } } });
    await argo.webhook();
    await argo.pass(5);
    await act("sync", {});
    await argo.pass(20);
    const state = (await argo.application(PRODUCTION)).status.operationState;
    expect(state).toMatchObject({
      phase: "Failed",
      message: expect.stringContaining("completed unsuccessfully, reason: error when patching"),
    });
    expect(state?.syncResult?.resources?.at(-1)).toMatchObject({
      kind: "Deployment",
      name: "linq-scheduler",
      status: "SyncFailed",
    });
  });

  it("checks the window before the permission, parks a rollback, and lets it end when the window opens", async () => {
    await deployed();
    await argo.repository.windows([
      { kind: "allow", schedule: "30 2 * * *", duration: "2h", applications: ["production-*"], manualSync: false },
    ]);
    await argo.webhook();
    await argo.pass(5);
    const blocked = { status: 403, json: { error: "cannot sync: blocked by sync window", code: 7 } };
    expect(await act("sync", {})).toMatchObject(blocked);
    expect(await act("sync", { dryRun: true }, "viewer")).toMatchObject(blocked);
    expect((await act("rollback", { id: 0 })).status).toBe(200);
    await argo.pass(5);
    const parked = (await argo.application(PRODUCTION)).status.operationState;
    expect(parked).toMatchObject({ phase: "Running", message: "Sync operation blocked by sync window" });
    await argo.ask("DELETE", `/api/v1/applications/${PRODUCTION}/operation?project=linq`);
    await argo.pass(60);
    expect((await argo.application(PRODUCTION)).status.operationState?.phase).toBe("Terminating");
    await argo.server.advanceTo(new Date("2026-11-24T02:30:15Z"));
    expect((await argo.application(PRODUCTION)).status.operationState).toMatchObject({
      phase: "Failed",
      message: "Operation terminated",
    });
    expect(at((await act("sync", {}, "viewer")).json, "error")).toMatch(
      new RegExp(`^permission denied: applications, sync, linq/${PRODUCTION}, sub: viewer, iat: 2026-`),
    );
  });
});

describe("drift", () => {
  const drift = (application: string, kind: string) =>
    argo.ask("POST", "/simulator/drift", {
      as: null,
      body: { application, service: "linq-scheduler", kind },
      headers: { "x-simulator": "1" },
    });

  it("is healed where the policy says so", async () => {
    expect((await drift(DEV, "scale")).status).toBe(200);
    await argo.pass(15);
    const { status } = await argo.application(DEV);
    expect(status.operationState?.operation.sync).toMatchObject({
      autoHealAttemptsCount: 1,
      resources: expect.arrayContaining([{ group: "apps", kind: "Deployment", name: "linq-scheduler" }]),
    });
    expect([status.sync.status, status.health.status, status.history?.length]).toEqual(["Synced", "Healthy", 1]);
  });

  it("is shown where it is not, with the secret masked", async () => {
    await argo.ask("POST", `/api/v1/applications/${PRODUCTION}/sync`, { body: { project: "linq" } });
    await argo.pass(40);
    await drift(PRODUCTION, "secret");
    expect((await argo.application(PRODUCTION)).status.sync.status).toBe("OutOfSync");
    const { json } = await argo.ask(
      "GET",
      `/api/v1/applications/${PRODUCTION}/managed-resources?project=linq&kind=Secret&name=linq-scheduler-credentials`,
    );
    const [item] = listAt(json, "items");
    expect(at(item, "modified")).toBe(true);
    const data = (text: string) => JSON.parse(text).data;
    expect(data(textAt(item, "targetState"))).toEqual({ API_KEY: "++++++++", DATABASE_URL: "++++++++" });
    expect(data(textAt(item, "liveState"))).toEqual({ API_KEY: "++++++++++++", DATABASE_URL: "++++++++" });
    expect(JSON.stringify(json)).not.toContain(Buffer.from("changed-by-hand").toString("base64"));
  });

  it("needs the simulator's own header", async () => {
    const refused = await argo.ask("POST", "/simulator/drift", { as: null, body: {}, headers: {} });
    expect(refused.status).toBe(403);
  });
});
