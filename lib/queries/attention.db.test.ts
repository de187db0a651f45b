import { beforeEach, describe, expect, it } from "vitest";
import type { ProjectedCell } from "@/lib/domain/projection";
import {
  actor,
  application,
  boardOfFile,
  cell,
  claiming,
  deployment,
  environment,
  minutesAgo,
} from "./board.test-support";
import { overview } from "./overview";

const board = boardOfFile();

beforeEach(async () => {
  await board.policy(
    [claiming(environment("dev-env-1")), claiming(environment("staging-env-1", { position: 1 }))],
    ["web"],
  );
  await board.argocd();
  await board.save({ applications: [application("dev-env-1"), application("staging-env-1")] });
});

const look = () => overview(actor, board.deps, { q: "", env: "", only: "all", page: 1, column: 0 });
const titles = async () => (await look()).attention.map((line) => line.title);
const failing = (service: string): ProjectedCell =>
  cell("dev-env-1", service, { tone: "failing", state: "degraded", words: "Degraded" });
const drifted = (service: string): ProjectedCell =>
  cell("dev-env-1", service, { tone: "attention", state: "changed-behind-git", words: "Changed behind Git" });
const waiting = (owner: string, service: string): ProjectedCell =>
  cell(owner, service, { tone: "waiting", state: "waiting-for-sync", words: "Waits for sync", inGit: "1.1.0" });

describe("what needs attention", () => {
  it("comes worst first, and among its like newest first", async () => {
    await board.save({
      at: minutesAgo(50),
      cells: [failing("old-failure"), drifted("old-drift"), waiting("dev-env-1", "release")],
    });
    await board.save({ at: minutesAgo(5), cells: [drifted("new-drift"), failing("new-failure")] });
    const { attention } = await look();
    expect(attention.map((line) => [line.tone, line.title, line.since])).toEqual([
      ["failing", "Dev: new-failure:", minutesAgo(5).toISOString()],
      ["failing", "Dev: old-failure:", minutesAgo(50).toISOString()],
      ["attention", "Dev was changed behind Git:", minutesAgo(5).toISOString()],
      ["attention", "Dev was changed behind Git:", minutesAgo(50).toISOString()],
      ["waiting", "Dev waits for a sync:", minutesAgo(50).toISOString()],
    ]);
    expect(attention[0]?.href).toBe("/environments/dev-env-1");
  });

  it("is a dozen lines at most, and no flood of lesser ones hides a failure", async () => {
    await board.save({ at: minutesAgo(50), cells: [failing("the-failure")] });
    await board.save({ at: minutesAgo(5), cells: Array.from({ length: 150 }, (_, i) => drifted(`drift-${i}`)) });
    const all = await titles();
    expect(all).toHaveLength(12);
    expect(all[0]).toBe("Dev: the-failure:");
  });

  it("names a release that waits once for each environment, with how many are in it", async () => {
    const many = Array.from({ length: 130 }, (_, i) => waiting("dev-env-1", `service-${String(i).padStart(3, "0")}`));
    await board.save({ at: minutesAgo(9), cells: many });
    await board.save({ at: minutesAgo(40), cells: [waiting("staging-env-1", "web")] });
    const { attention } = await look();
    expect(attention.map((line) => line.title)).toEqual(["Dev waits for a sync:", "Staging waits for a sync:"]);
    expect(attention[0]?.detail).toContain("service-000 1.0.0 → 1.1.0, service-001 1.0.0 → 1.1.0");
    expect(attention[0]?.detail).toContain("and 127 more are in Git");
    expect(attention[1]?.detail).toBe("web 1.0.0 → 1.1.0 is in Git and not in the cluster yet.");
  });

  it("is nothing when all is well", async () => {
    await board.save({ cells: [cell("dev-env-1", "web"), cell("staging-env-1", "web")] });
    expect(await titles()).toEqual([]);
  });
});

describe("what happened lately", () => {
  it("is the newest deployments everywhere, each by its author, never one that no environment claims", async () => {
    const sha = "b".repeat(40);
    const message = `Raise the limit\n\nlong story`;
    await board.store.saveCommits(
      [{ sha, author: "Dana Ito", mail: "", login: null, message, at: null, url: null }],
      [],
      minutesAgo(9),
    );
    await board.save({
      deployments: [
        deployment("dev-env-1", minutesAgo(8), { revision: sha }),
        deployment("staging-env-1", minutesAgo(7), { how: "rollback", by: "Sam Roth", outcome: "failed" }),
        deployment("dev-env-1", minutesAgo(7.5), { revision: null, outcome: "failed" }),
        deployment("dev-env-1", minutesAgo(7.7), { revision: sha, outcome: "running" }),
        deployment("dev-env-1", minutesAgo(6), { environment: null, applicationId: "default/argocd/other" }),
        ...Array.from({ length: 10 }, (_, i) => deployment("dev-env-1", minutesAgo(60 + i), { revision: null })),
      ],
    });
    const { lately } = await look();
    expect(lately).toHaveLength(8);
    expect(lately.slice(0, 5)).toMatchObject([
      { who: "Sam Roth", words: "tried to go back to aaaaaaa in staging-env-1", chip: "failed", tone: "failing" },
      { words: "tried to deploy an unknown revision to dev-env-1", chip: "failed" },
      { who: "Dana Ito", words: "deploys bbbbbbb, Raise the limit, to dev-env-1", chip: "rolling out" },
      { who: "Dana Ito", words: "deployed bbbbbbb, Raise the limit, to dev-env-1", chip: "deployed" },
      { who: "Argo CD", words: "deployed an unknown revision to dev-env-1" },
    ]);
  });
});
