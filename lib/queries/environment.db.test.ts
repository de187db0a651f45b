import { describe, expect, it } from "vitest";
import { historyFilter } from "@/lib/http/history-filter";
import { actor, application, boardOfFile, cell, DEV, environment, NOW, oneEnvironment } from "./board.test-support";
import { environmentPage } from "./environment";
import { environmentApplications } from "./environment-applications";
import { environmentHistory } from "./environment-history";
import { environmentResources } from "./environment-resources";

const board = boardOfFile();
const WHOLE = historyFilter(new URLSearchParams());

/** The environment with all of its parts. */
async function look(page = 1, name = DEV) {
  const found = await environmentPage(actor, board.deps, name);
  const applications = await environmentApplications(actor, board.deps, { name, page });
  const deployments = await environmentHistory(actor, board.deps, { name, filter: WHOLE });
  const resources = await environmentResources(actor, board.deps, name);
  if (!found || !applications || !deployments || !resources) throw new Error(`no environment ${name}`);
  return { ...found, applications, deployments, ...resources };
}

describe("an environment's page", () => {
  it("is nothing for a name that the policy does not have, however it is spelled", async () => {
    await oneEnvironment(board);
    for (const name of ["nowhere", "", "DEV-ENV-1", "dev-env-1\u0000", "dev-env-1' OR true --", "../dev-env-1"])
      for (const answer of [
        await environmentPage(actor, board.deps, name),
        await environmentApplications(actor, board.deps, { name, page: 1 }),
        await environmentHistory(actor, board.deps, { name, filter: WHOLE }),
        await environmentResources(actor, board.deps, name),
      ])
        expect(answer, name).toBeNull();
  });

  it("lists services in the policy's order, and only its own", async () => {
    await oneEnvironment(board);
    await board.save({
      applications: [application(DEV)],
      cells: [cell(DEV, "scheduler"), cell(DEV, "web"), cell("staging-env-1", "web")],
    });
    expect((await look()).cells.map((one) => one.key)).toEqual([`${DEV}/web`, `${DEV}/scheduler`]);
  });

  it("says of each service which Application deploys it: its pods' logs are asked for by that", async () => {
    await oneEnvironment(board);
    const id = "default/teams/linq-workers";
    await board.save({
      applications: [application(DEV), application(DEV, { id, namespace: "teams", name: "linq-workers" })],
      cells: [cell(DEV, "web"), cell(DEV, "scheduler", { applicationId: id })],
    });
    expect((await look()).cells.map((one) => one.application)).toEqual([`${DEV}-linq`, "linq-workers"]);
  });

  it("puts failing pods and resources first", async () => {
    await oneEnvironment(board);
    const resource = { group: "apps", kind: "Deployment", namespace: "dev", version: "v1", sync: "Synced" as const };
    const rest = { healthMessage: "", hook: false, requiresPruning: false };
    await board.save({
      applications: [
        application(DEV, {
          resources: [
            { ...resource, ...rest, name: "a-fine-one", health: "Healthy" },
            { ...resource, ...rest, name: "b-broken-one", health: "Degraded" },
          ],
        }),
      ],
      cells: [
        cell(DEV, "web", {
          tone: "failing",
          state: "failing",
          failing: [
            {
              pod: "web-1",
              service: "web",
              version: "1.1.0",
              reason: "Crash loop",
              message: "exit code 1",
              restarts: 3,
              since: NOW.toISOString(),
            },
          ],
        }),
      ],
    });
    const { resources } = await look();
    expect(resources.map((one) => one.name)).toEqual(["web-1", "b-broken-one", "a-fine-one"]);
    expect(resources[0]).toMatchObject({ kind: "Pod", words: "Crash loop, 3 restarts", message: "exit code 1" });
    expect(resources[2]?.words).toBe("Healthy, synced");
  });

  it("covers fifty applications, those that are unwell or move before all others, and says of how many", async () => {
    const fine = Array.from({ length: 60 }, (_, i) => `app-${String(i).padStart(2, "0")}`);
    const tones = { "z-moving": "moving", "z-attention": "attention", "z-failing": "failing" } as const;
    await oneEnvironment(board, {}, [...fine, ...Object.keys(tones), "gone"]);
    const config = (name: string) => ({
      group: "",
      kind: "ConfigMap",
      namespace: "dev",
      version: "v1",
      sync: "Synced" as const,
      health: null,
      name,
      healthMessage: "",
      hook: false,
      requiresPruning: false,
    });
    await board.save({
      applications: [
        ...fine.map((name) => application(DEV, { name, resources: [config(name)] })),
        ...Object.entries(tones).map(([name, tone]) => application(DEV, { name, tone, resources: [config(name)] })),
        application(DEV, { name: "gone", present: false, tone: "failing", resources: [config("gone")] }),
      ],
    });
    const { resources, resourcesOf } = await look();
    expect(resourcesOf).toEqual({ applications: 50, of: 63 });
    const covered = [...new Set(resources.map((one) => one.application))].sort();
    expect(covered).toEqual([...fine.slice(0, 47), "z-attention", "z-failing", "z-moving"]);
  });
});

describe("an environment's applications", () => {
  it("shows one that the policy names and Argo CD has not as missing, in header, list and attention, once", async () => {
    await oneEnvironment(board);
    await board.save({ cells: [cell(DEV, "web", { state: "missing", tone: "failing", words: "Not in Argo CD" })] });
    const page = await look();
    expect(page.header).toMatchObject({
      tone: "failing",
      words: "An application is missing",
      applications: { total: 0, missing: ["dev-env-1-linq"] },
    });
    expect(page.applications.rows).toMatchObject([{ name: "dev-env-1-linq", present: false, words: "Not in Argo CD" }]);
    expect(page.attention.map((line) => line.title)).toEqual(["Dev: dev-env-1-linq is not in Argo CD."]);
  });

  it("does not call missing what Argo CD was never asked for", async () => {
    await oneEnvironment(board);
    await board.db.instance.deleteMany();
    await board.argocd({ state: "offline", lastListAt: null, lastEventAt: null });
    const page = await look();
    expect(page.header).toMatchObject({ tone: "unknown", words: "Not known yet", applications: { missing: [] } });
    expect(page.applications.rows).toMatchObject([{ name: "dev-env-1-linq", tone: "unknown", words: "Not known yet" }]);
    expect(page.attention).toEqual([]);
  });

  it("does not call healthy what has no application at all", async () => {
    const own = environment(DEV, { applications: { by: "selector", selector: "environment=dev" } });
    await board.policy([{ environment: own, claims: { by: "selector", selector: "environment=dev" } }], ["web"]);
    await board.argocd();
    expect((await look()).header).toMatchObject({ tone: "unknown", words: "No application", sync: "Unknown" });
  });

  it("gives fifty a page, the missing ones first and once, and the last page to whoever asks beyond it", async () => {
    const names = Array.from({ length: 120 }, (_, i) => `app-${String(i).padStart(3, "0")}`);
    await oneEnvironment(board, {}, ["missing-a", ...names, "missing-b"]);
    await board.save({ applications: names.map((name) => application(DEV, { name })) });
    const pages = await Promise.all([1, 2, 3, 77].map((page) => look(page)));
    const listed = pages.slice(0, 3).flatMap((page) => page.applications.rows.map((row) => row.name));
    expect(listed).toEqual(["missing-a", "missing-b", ...names]);
    expect(pages.map((page) => page.applications.rows.length)).toEqual([50, 50, 22, 22]);
    expect(pages[3]?.applications).toMatchObject({ page: 3, pages: 3, total: 122 });
  });
});

describe("finding one of an environment's applications", () => {
  it("finds by a part of the name, however it is written, also what is missing", async () => {
    await oneEnvironment(board, {}, ["pay-api", "pay-web", "search"]);
    await board.save({ applications: [application(DEV, { name: "pay-web" }), application(DEV, { name: "search" })] });
    const names = async (q: string) =>
      (await environmentApplications(actor, board.deps, { name: DEV, page: 1, q }))?.rows.map((row) => row.name);
    expect(await names("PAY")).toEqual(["pay-api", "pay-web"]);
    expect(await names("sea")).toEqual(["search"]);
    expect(await names("nothing")).toEqual([]);
  });
});
