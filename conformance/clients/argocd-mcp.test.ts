import { afterAll, beforeAll, expect, it } from "vitest";
import { isObject, listAt, memberAt } from "../members";
import { DEV, PRODUCTION, ReplayedServer } from "../replayed-server";
import { ArgoCdMcp } from "./mcp.test-support";

let server: ReplayedServer;
let mcp: ArgoCdMcp;

beforeAll(async () => {
  server = await ReplayedServer.start();
  await server.pass(60);
  await server.setWindows([]);
  mcp = await ArgoCdMcp.start(server.argo.url, "dashboard-token");
});

afterAll(async () => {
  await mcp.stop();
  await server.stop();
});

const scheduler = {
  uid: "",
  kind: "Deployment",
  namespace: "dev-env-1",
  name: "linq-scheduler",
  version: "v1",
  group: "apps",
};
const inDev = { applicationName: DEV, applicationNamespace: "argocd" };

it("lists applications, pages and counts them", async () => {
  const answer = await mcp.call("list_applications", { limit: 2 });
  expect(listAt(answer, "items").map((item) => memberAt(item, "metadata", "name"))).toEqual([DEV, PRODUCTION]);
  expect(answer).toMatchObject({
    metadata: { totalItems: 3, returnedItems: 2, hasMore: true, resourceVersion: expect.stringMatching(/^\d+$/) },
  });
  expect(listAt(answer, "items")[0]).toMatchObject({
    spec: { project: "linq", destination: { namespace: "dev-env-1" } },
    status: { sync: { status: "Synced" }, health: { status: "Healthy" }, summary: { images: expect.any(Array) } },
  });
});

it("gets an application, its project and the cluster", async () => {
  expect(await mcp.call("get_application", inDev)).toMatchObject({
    metadata: { name: DEV },
    status: { operationState: { phase: "Succeeded" } },
  });
  expect(await mcp.call("get_appproject", { projectName: "linq" })).toMatchObject({ metadata: { name: "linq" } });
  const clusters = await mcp.call("list_clusters", { name: "in-cluster" });
  expect(listAt(clusters, "items").map((item) => memberAt(item, "name"))).toEqual(["in-cluster"]);
  expect(await mcp.call("list_clusters", { name: "elsewhere" })).toMatchObject({ items: null });
});

it("reads the tree, the managed resources and single resources", async () => {
  const tree = await mcp.call("get_application_resource_tree", inDev);
  const kinds = new Set(listAt(tree, "nodes").map((node) => memberAt(node, "kind")));
  expect([...kinds].sort()).toEqual([
    "ConfigMap",
    "Deployment",
    "Job",
    "Pod",
    "ReplicaSet",
    "Secret",
    "Service",
    "ServiceAccount",
  ]);
  const managed = await mcp.call("get_application_managed_resources", { applicationName: DEV, kind: "Deployment" });
  expect(listAt(managed, "items")).toHaveLength(3);
  const resources = await mcp.call("get_resources", { ...inDev, resourceRefs: [scheduler] });
  const [manifest] = Array.isArray(resources) ? resources : [];
  expect(JSON.parse(String(manifest))).toMatchObject({ kind: "Deployment", metadata: { name: "linq-scheduler" } });
});

it("gives every node of the tree as a manifest", async () => {
  const tree = await mcp.call("get_application_resource_tree", inDev);
  const manifests = await mcp.call("get_resources", inDev);
  const texts = Array.isArray(manifests) ? manifests : [];
  const names = texts.map((text) => memberAt(JSON.parse(String(text)), "metadata", "name"));
  expect(names).toEqual(listAt(tree, "nodes").map((node) => memberAt(node, "name")));
});

it("reads logs, the application's events and a pod's", async () => {
  const logs = await mcp.call("get_application_workload_logs", {
    ...inDev,
    resourceRef: scheduler,
    container: "linq-scheduler",
  });
  const lines = Array.isArray(logs) ? logs : [];
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.at(-1)).toMatchObject({ last: true, content: "", podName: "" });
  expect(lines[0]).toMatchObject({ podName: expect.stringMatching(/^linq-scheduler-/), last: false });
  const events = await mcp.call("get_application_events", inDev);
  expect(listAt(events, "items").map((event) => memberAt(event, "reason"))).toContain("OperationCompleted");
  const tree = await mcp.call("get_application_resource_tree", inDev);
  const pod = listAt(tree, "nodes")
    .filter(isObject)
    .find((node) => node.kind === "Pod");
  const ofPod = await mcp.call("get_resource_events", {
    ...inDev,
    resourceUID: pod?.uid,
    resourceNamespace: "dev-env-1",
    resourceName: pod?.name,
  });
  expect(listAt(ofPod, "items").map((event) => memberAt(event, "reason"))).toContain("Scheduled");
});

it("knows a Deployment's actions and restarts it", async () => {
  const actions = await mcp.call("get_resource_actions", { ...inDev, resourceRef: scheduler });
  expect(listAt(actions, "actions").map((action) => memberAt(action, "name"))).toContain("restart");
  expect(await mcp.call("run_resource_action", { ...inDev, resourceRef: scheduler, action: "restart" })).toEqual({});
  await server.pass(10);
  const tree = await mcp.call("get_application_resource_tree", inDev);
  const revision = listAt(tree, "nodes")
    .filter(isObject)
    .find((node) => node.kind === "Deployment" && node.name === "linq-scheduler");
  expect(revision).toMatchObject({ info: [{ name: "Revision", value: "Rev:2" }] });
});

it("syncs with a revision, and without any option", async () => {
  const target = { applicationName: PRODUCTION, applicationNamespace: "argocd" };
  expect(await mcp.call("sync_application", { ...target, revision: "main" })).toMatchObject({
    operation: { initiatedBy: { username: "dashboard" }, sync: { revision: await server.repository.head() } },
  });
  await server.pass(30);
  expect(await mcp.call("get_application", target)).toMatchObject({
    status: { operationState: { phase: "Succeeded" }, history: [{ id: 0 }] },
  });
  expect(await mcp.call("sync_application", { applicationName: PRODUCTION })).toMatchObject({
    operation: { sync: {} },
  });
});
