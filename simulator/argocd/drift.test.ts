import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { at, listAt, textAt } from "./read-answer";
import { DEV, PRODUCTION, TestArgoCd } from "./test-argocd";

let argo: TestArgoCd;

beforeEach(async () => {
  argo = await TestArgoCd.start();
  await argo.pass(40);
});

afterEach(() => argo.stop());

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
