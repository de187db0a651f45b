import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { at } from "./read-answer";
import { DEV, PRODUCTION, TestArgoCd } from "./test-argocd";

let argo: TestArgoCd;

beforeEach(async () => {
  argo = await TestArgoCd.start();
  await argo.pass(40);
});

afterEach(() => argo.stop());

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
