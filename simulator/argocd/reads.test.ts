import { afterAll, beforeAll, expect, it } from "vitest";
import { at, listAt } from "./read-answer";
import { DEV, PRODUCTION, TestArgoCd } from "./test-argocd";

let argo: TestArgoCd;

beforeAll(async () => {
  argo = await TestArgoCd.start({ fleet: 80 });
  await argo.pass(40);
});

afterAll(() => argo.stop());

it("projects LIST by its fixed whitelist, with nulls and the mislabelled result", async () => {
  const fields =
    "items.metadata.name,items.metadata.uid,items.status.history,items.status.sync.revision,items.spec.syncPolicy,items.status.operationState.operation.sync,metadata.resourceVersion";
  const { json } = await argo.ask("GET", `/api/v1/applications?projects=linq&fields=${fields}`);
  expect(at(json, "metadata", "resourceVersion")).toMatch(/^\d+$/);
  const [dev, production] = listAt(json, "items");
  expect(Object.keys(Object(dev)).sort()).toEqual(["metadata", "spec", "status"]);
  expect(at(dev, "metadata")).toEqual({ name: DEV });
  expect(at(dev, "status", "operationState", "operation", "sync", "resources", 0)).toMatchObject({
    kind: "Namespace",
    message: "namespace/dev-env-1 created",
  });
  expect(at(dev, "status", "history")).toBeUndefined();
  expect(at(production, "status", "sync", "revision")).toMatch(/^[0-9a-f]{40}$/);
  const bare = await argo.ask("GET", "/api/v1/applications?projects=linq&fields=metadata.name");
  expect(at(bare.json, "items")).toEqual([{}, {}, {}]);
});

it("lists null instead of nothing, and only what the account may see", async () => {
  expect(at((await argo.ask("GET", "/api/v1/applications?projects=none")).json, "items")).toBeNull();
  expect(at((await argo.ask("GET", "/api/v1/projects", { as: "qa" })).json, "items")).toBeNull();
  const { json } = await argo.ask("GET", "/api/v1/applications?fields=items.metadata.name", { as: "qa" });
  expect(at(json, "items")).toEqual([{ metadata: { name: "staging-env-1-linq-platform" } }]);
});

it("replays ADDED by name, in the exact bytes of the gateway, and stays silent where there is nothing to say", async () => {
  const all = argo.stream(
    "/api/v1/stream/applications?projects=linq&fields=result.type,result.application.metadata.name",
  );
  await all.until((messages) => messages.length === 3);
  expect(all.raw()).toBe(
    [DEV, PRODUCTION, "staging-env-1-linq-platform"]
      .map((name) => `data: {"result":{"type":"ADDED","application":{"metadata":{"name":"${name}"}}}} \n\n\n`)
      .join(""),
  );
  const silent = [
    argo.stream("/api/v1/stream/applications?resourceVersion=0"),
    argo.stream("/api/v1/stream/applications?name=nope"),
    argo.stream(`/api/v1/stream/applications?name=${DEV}`, "qa"),
    argo.stream(`/api/v1/stream/applications/${PRODUCTION}/resource-tree?project=linq`),
  ];
  const refreshed = await argo.ask("GET", `/api/v1/applications/${DEV}?project=linq&refresh=normal`);
  expect(refreshed.status).toBe(200);
  await silent[0]?.until((messages) => messages.length >= 2);
  expect(silent.map((stream) => stream.hasHeaders())).toEqual([true, false, false, false]);
  // A refresh changes only what this projection leaves out: identical messages are swallowed.
  expect(all.messages().filter(({ type }) => type === "MODIFIED")).toHaveLength(1);
  for (const stream of [all, ...silent]) stream.close();
});

it("gives stream errors their own envelope", async () => {
  const answer = await argo.ask("GET", "/api/v1/stream/applications", {
    as: null,
    headers: { accept: "text/event-stream" },
  });
  expect(answer.status).toBe(401);
  expect(answer.text).toBe(
    'data: {"error":{"grpc_code":16,"http_code":401,"message":"no session information","http_status":"Unauthorized"}} \n\n',
  );
});

it("takes the refresh annotation on and off again, and answers when it is off", async () => {
  const reader = argo.stream(`/api/v1/stream/applications?name=${PRODUCTION}&project=linq`);
  await reader.until((messages) => messages.length === 1);
  const { json } = await argo.ask("GET", `/api/v1/applications/${PRODUCTION}?project=linq&refresh=hard`);
  const annotations = (await reader.until((messages) => messages.length === 4)).map(
    ({ application }) => application.metadata.annotations?.["argocd.argoproj.io/refresh"],
  );
  expect(annotations).toEqual([undefined, "hard", "hard", undefined]);
  expect(at(json, "metadata", "annotations", "argocd.argoproj.io/hydrate")).toBe("hard");
  reader.close();
});

it("reads logs with filter, tail and sentinel, and errors as lines", async () => {
  const base = `/api/v1/applications/${DEV}/logs?project=linq&namespace=dev-env-1&group=apps&kind=Deployment&resourceName=linq-orchestrator`;
  const lines = async (query: string) =>
    (await argo.ask("GET", `${base}${query}`)).text
      .trim()
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line).result);
  const tail = await lines("&tailLines=3");
  expect(tail).toHaveLength(4);
  expect(tail[3]).toMatchObject({ content: "", last: true, podName: "" });
  expect((await lines("&filter=error")).slice(0, -1).every((line) => line.content.startsWith("ERROR"))).toBe(true);
  expect(await lines("&filter=error&matchCase=true")).toHaveLength(1);
  expect((await lines("&container=nope"))[0]).toMatchObject({
    timeStamp: null,
    content: expect.stringMatching(/^container nope is not valid for pod /),
  });
  expect(await argo.ask("GET", `/api/v1/applications/${DEV}/logs?project=linq&podName=nope`)).toMatchObject({
    status: 200,
    text: "",
  });
  expect(at((await argo.ask("GET", `${base}&sinceSeconds=`)).json, "error")).toBe(
    'strconv.ParseInt: parsing "": invalid syntax',
  );
});
