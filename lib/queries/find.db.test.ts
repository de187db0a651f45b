import { beforeEach, describe, expect, it } from "vitest";
import type { ObservedResource } from "@/lib/domain/observed";
import type { GitCommit } from "@/lib/ports";
import {
  actor,
  application,
  boardOfFile,
  cell,
  claiming,
  deployment,
  environment,
  minutesAgo,
  NOW,
} from "./board.test-support";
import { find } from "./find";

const board = boardOfFile();

beforeEach(async () => {
  await board.policy(
    ["dev-env-1", "staging-env-1", "production-env-1"].map((name, position) =>
      claiming(environment(name, { position })),
    ),
    ["linq-web", "linq-web-admin", "linq-scheduler"],
  );
  await board.argocd();
});

function resource(kind: string, name: string, change: Partial<ObservedResource> = {}): ObservedResource {
  return {
    group: "apps",
    version: "v1",
    kind,
    namespace: "linq",
    name,
    sync: "Synced",
    health: null,
    healthMessage: "",
    hook: false,
    requiresPruning: false,
    ...change,
  };
}

function commit(sha: string, message: string, change: Partial<GitCommit> = {}): GitCommit {
  const url = `https://git.example/c/${sha}`;
  return { sha, author: "Dana Ito", mail: "dana@linq.example", login: null, message, at: NOW, url, ...change };
}

/** The names that are found, by kind. */
async function found(q: string): Promise<Record<string, string[]>> {
  const { groups } = await find(actor, board, q);
  return Object.fromEntries(groups.map((group) => [group.kind, group.found.map((one) => one.name)]));
}

describe("finding", () => {
  it("gives environments by name and short name, in the order of how well they fit", async () => {
    expect(await found("staging")).toEqual({ environment: ["staging-env-1"] });
    expect((await found("env")).environment).toEqual(["dev-env-1", "staging-env-1", "production-env-1"]);
    expect((await found("PRODUCTION")).environment).toEqual(["production-env-1"]);
  });

  it("gives services exact first, then what begins so, then a word of it, then inside", async () => {
    await board.save({
      services: ["cobweb", "web", "webhooks", "a-web-of-things"].map((name) => ({ name, position: 9, about: "" })),
    });
    expect((await found("web")).service).toEqual([
      "web",
      "webhooks",
      "linq-web",
      "linq-web-admin",
      "a-web-of-things",
      "cobweb",
    ]);
  });

  it("gives the row of a service in an environment, with its version and how it fares", async () => {
    await board.save({
      cells: [
        cell("dev-env-1", "linq-web"),
        cell("staging-env-1", "linq-web", { desired: "4.11.0", tone: "failing", words: "Crash loop" }),
      ],
    });
    const { groups } = await find(actor, board, "linq-web staging");
    expect(groups).toEqual([
      {
        kind: "cell",
        more: false,
        found: [
          {
            key: "staging-env-1/linq-web",
            name: "linq-web",
            detail: "4.11.0 in staging-env-1",
            href: "/environments/staging-env-1#linq-web",
            outside: false,
            tone: "failing",
            words: "Crash loop",
            at: null,
          },
        ],
      },
    ]);
  });

  it("gives applications, those of an environment inside Slipway and the others at their Argo CD", async () => {
    await board.save({
      applications: [application("dev-env-1"), application("x", { name: "stray-linq", environment: null })],
    });
    const { groups } = await find(actor, board, "linq");
    const applications = groups.find((group) => group.kind === "application")?.found ?? [];
    expect(applications.map(({ name, href, outside }) => ({ name, href, outside }))).toEqual([
      {
        name: "stray-linq",
        href: "https://argocd.example/applications/argocd/stray-linq",
        outside: true,
      },
      {
        name: "dev-env-1-linq",
        href: "/environments/dev-env-1/resources?application=dev-env-1-linq",
        outside: false,
      },
    ]);
  });

  it("no longer gives an application that left, nor its resources", async () => {
    const resources = [resource("ConfigMap", "settings-of-web")];
    await board.save({ applications: [application("dev-env-1", { resources })] });
    expect(await found("settings")).toEqual({ resource: ["settings-of-web"] });
    await board.save({ applications: [application("dev-env-1", { resources, present: false })] });
    expect(await found("settings")).toEqual({});
    expect(await found("dev-env-1-linq")).toEqual({});
  });

  it("gives resources by name and kind, the best fit first, and follows their names", async () => {
    const resources = [
      resource("Deployment", "web", { health: "Degraded" }),
      resource("Service", "web"),
      resource("Deployment", "web-worker"),
      resource("Secret", "cobweb"),
    ];
    await board.save({ applications: [application("dev-env-1", { resources })] });
    expect((await found("web")).resource).toEqual(["web", "web", "web-worker", "cobweb"]);
    const { groups } = await find(actor, board, "deployment web dev");
    expect(groups.flatMap((group) => group.found)).toMatchObject([
      { name: "web", detail: "Deployment of dev-env-1-linq", tone: "failing", words: "Degraded" },
      { name: "web-worker", detail: "Deployment of dev-env-1-linq", tone: "fine" },
    ]);
    await board.save({ applications: [application("dev-env-1", { resources: [resource("Service", "api")] })] });
    expect(await found("web")).toEqual({ service: ["linq-web", "linq-web-admin"] });
    expect(await found("api")).toEqual({ resource: ["api"] });
  });

  it("finds an exact name among thousands that hold it", async () => {
    const applications = Array.from({ length: 60 }, (_, index) =>
      application("dev-env-1", { name: `app-${index}`, resources: [resource("Service", `part-web-${index}`)] }),
    );
    await board.save({ applications });
    await board.save({
      applications: [application("staging-env-1", { name: "zz-last", resources: [resource("Service", "web")] })],
    });
    const { groups } = await find(actor, board, "web");
    const resources = groups.find((group) => group.kind === "resource");
    expect(resources?.found[0]?.name).toBe("web");
    expect(resources?.found).toHaveLength(8);
    expect(resources?.more).toBe(true);
  });

  it("gives commits by the beginning of their SHA and by words of message and author, newest first", async () => {
    const [old, young] = ["abcd1", "beef2"].map((start) => start.padEnd(40, "0")) as [string, string];
    await board.store.saveCommits(
      [
        commit(old, "Resume runs after a restart\n\nLong story", { at: minutesAgo(90) }),
        commit(young, "Resume runs sooner", { author: "Sam Roth", at: minutesAgo(10) }),
      ],
      [],
      NOW,
    );
    await board.save({ deployments: [deployment("dev-env-1", minutesAgo(80), { revision: old })] });
    expect(await found("abcd")).toEqual({ commit: ["Resume runs after a restart"] });
    expect(await found("resume runs")).toEqual({ commit: ["Resume runs sooner", "Resume runs after a restart"] });
    expect(await found("resume sam")).toEqual({ commit: ["Resume runs sooner"] });
    const { groups } = await find(actor, board, "abcd1");
    expect(groups[0]?.found[0]).toMatchObject({
      detail: "abcd100 by Dana Ito, deployed to dev-env-1",
      href: `https://git.example/c/${old}`,
      outside: true,
      at: minutesAgo(90).toISOString(),
    });
  });

  it("says which environments are meant, so that their parts can be gone to", async () => {
    expect((await find(actor, board, "logs of staging")).places).toEqual([{ name: "staging-env-1", short: "staging" }]);
    expect((await find(actor, board, "logs")).places.map(({ name }) => name)).toEqual([
      "dev-env-1",
      "staging-env-1",
      "production-env-1",
    ]);
  });

  it.each(["%", "_", "\\", "'; DROP TABLE cell; --", "$1", "\ud800", "‮evil", ".*", "[", "💥".repeat(90)])(
    "takes %j for what it is, and finds nothing",
    async (q) => {
      await board.save({ cells: [cell("dev-env-1", "linq-web")] });
      expect(await found(q)).toEqual({});
    },
  );

  it("gives nothing for nothing", async () => {
    expect((await find(actor, board, "")).groups).toEqual([]);
  });
});
