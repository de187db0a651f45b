import { ConfigReader } from "@backstage/config";
import { ArgoService } from "@roadiehq/backstage-plugin-argo-cd-node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DEV, PRODUCTION, ReplayedServer } from "../replayed-server";

let server: ReplayedServer;
let service: ArgoService;
let token: string;

const silent = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
  child: () => silent,
};

const instance = () => ({ name: "linq", url: server.argo.url });

function serviceWith(password: string): ArgoService {
  const argocd = { appLocatorMethods: [{ type: "config", instances: [instance()] }] };
  return new ArgoService("admin", password, new ConfigReader({ argocd }), silent);
}

beforeAll(async () => {
  server = await ReplayedServer.start();
  await server.pass(60);
  await server.setWindows([]);
  service = serviceWith("admin-token");
  token = await service.getArgoToken(instance());
});

afterAll(() => server.stop());

it("signs in with a name and a password, and is refused with a wrong one", async () => {
  expect(token.split(".")).toHaveLength(3);
  await expect(serviceWith("wrong").getArgoToken(instance())).rejects.toThrow("Getting unauthorized");
});

it("finds applications by name and by label", async () => {
  expect(await service.findArgoApp({ name: DEV })).toEqual([{ ...instance(), appName: [DEV] }]);
  expect(await service.findArgoApp({ selector: "environment=staging" })).toEqual([
    { ...instance(), appName: ["staging-env-1-linq-platform"] },
  ]);
  expect(await service.findArgoApp({ selector: "environment=nowhere" })).toEqual([]);
  expect(await service.findArgoApp({ name: "nope" })).toEqual([]);
});

it("reads an application, its project and a revision", async () => {
  const application = await service.getArgoAppData(server.argo.url, "linq", token, { name: DEV, namespace: "argocd" });
  expect(application).toMatchObject({ instance: "linq", status: { sync: { status: "Synced" } } });
  const project = { baseUrl: server.argo.url, argoToken: token, projectName: "linq" };
  expect(await service.getArgoProject(project)).toMatchObject({
    metadata: { name: "linq", resourceVersion: expect.stringMatching(/^\d+$/) },
  });
  await expect(service.getArgoProject({ ...project, projectName: "nope" })).rejects.toThrow(
    'appprojects.argoproj.io "nope" not found',
  );
  const { revision } = application.status.sync;
  expect(
    await service.getRevisionData(server.argo.url, { name: DEV, sourceIndex: "0" }, token, revision),
  ).toMatchObject({
    author: "Dana Dev <dana@linq.example>",
    message: "Change the project",
  });
});

it("syncs, is told that one is busy, terminates, and is told that nothing runs", async () => {
  const target = { argoInstance: { ...instance(), appName: [PRODUCTION] }, argoToken: token, appName: PRODUCTION };
  expect(await service.syncArgoApp(target)).toEqual({ status: "Success", message: `Re-synced ${PRODUCTION} on linq` });
  expect(await service.syncArgoApp(target)).toMatchObject({ status: "Failure" });
  await server.pass(2);
  const running = { argoAppName: PRODUCTION, baseUrl: server.argo.url, argoToken: token };
  expect(await service.terminateArgoAppOperation(running)).toEqual({ statusCode: 200 });
  await server.pass(5);
  expect(await service.terminateArgoAppOperation(running)).toMatchObject({
    statusCode: 400,
    message: "Unable to terminate operation. No operation is in progress",
  });
});

it("syncs all applications of a label", async () => {
  expect(await service.resyncAppOnAllArgos({ appSelector: "team=linq", terminateOperation: false })).toEqual([
    expect.arrayContaining([{ status: "Success", message: `Re-synced ${PRODUCTION} on linq` }]),
  ]);
  await server.pass(30);
  const info = { baseUrl: server.argo.url, argoToken: token, argoApplicationName: PRODUCTION };
  expect(await service.getArgoApplicationInfo(info)).toMatchObject({ statusCode: 200 });
});

it("makes a project and an application in it, and deletes both", async () => {
  const made = {
    baseUrl: server.argo.url,
    argoToken: token,
    projectName: "made",
    namespace: "made",
    sourceRepo: "https://git.linq.example/linq/gitops.git",
  };
  expect(await service.createArgoProject(made)).toMatchObject({ metadata: { name: "made" } });
  await expect(service.createArgoProject({ ...made, sourceRepo: "https://elsewhere.example" })).rejects.toThrow(
    "Duplicate project detected",
  );
  const application = { ...made, appName: "made", sourcePath: "helm-charts/linq-platform", labelValue: "made" };
  expect(await service.createArgoApplication(application)).toMatchObject({ metadata: { name: "made" } });
  await server.pass(5);
  // This client names no project when it looks whether the application is gone: it is told 403, not 404.
  expect(await service.deleteAppandProject({ argoAppName: "made", argoInstanceName: "linq" })).toMatchObject({
    deleteAppDetails: { status: "failed", argoResponse: { statusCode: 403, message: "permission denied" } },
  });
  const project = { baseUrl: server.argo.url, argoToken: token, argoProjectName: "made" };
  expect(await service.deleteProject(project)).toEqual({ statusCode: 200 });
  expect(await service.deleteProject(project)).toMatchObject({ statusCode: 404 });
});
