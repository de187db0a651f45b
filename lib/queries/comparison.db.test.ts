import { beforeEach, describe, expect, it } from "vitest";
import type { CompareFilter } from "@/lib/http/contracts/compare";
import type { OutsideFailure } from "@/lib/ports";
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
import { comparison } from "./comparison";

const [A, B] = ["a".repeat(40), "b".repeat(40)];
const [DEV, STAGING] = ["dev-env-1", "staging-env-1"];

const board = boardOfFile();

beforeEach(async () => {
  await board.policy([claiming(environment(DEV)), claiming(environment(STAGING, { position: 1 }))], ["web", "api"]);
  await board.save({
    applications: [application(DEV, { deployedRevision: B }), application(STAGING, { deployedRevision: A })],
    cells: [
      cell(DEV, "web", { desired: "1.2.0" }),
      cell(DEV, "api", { desired: "3.0.0" }),
      cell(STAGING, "web", { desired: "1.1.0" }),
      cell(STAGING, "api", { desired: "3.0.0" }),
    ],
  });
});

/** A Git host that holds these files, by commit and path. */
function gitOf(files: Record<string, string | OutsideFailure>) {
  const asked: string[] = [];
  const file = async (path: string, ref: string) => {
    asked.push(`${ref.slice(0, 1)}:${path}`);
    const found = files[`${ref.slice(0, 1)}:${path}`] ?? null;
    return found !== null && typeof found === "object"
      ? ({ ok: false, failure: found } as const)
      : ({ ok: true, value: found } as const);
  };
  return { git: { file }, asked };
}

const FILES = {
  [`b:environments/${DEV}/values.yaml`]: "web:\n  replicaCount: 1\n  image: { tag: 1.2.0 }\n",
  [`a:environments/${STAGING}/values.yaml`]: "web:\n  replicaCount: 3\n  image: { tag: 1.1.0 }\n",
  [`a:environments/${DEV}/values.yaml`]: "web:\n  replicaCount: 1\n  image: { tag: 1.1.0 }\n",
};

async function ask(change: Partial<CompareFilter> = {}, { git } = gitOf(FILES)) {
  const filter = { from: DEV, to: STAGING, fromAt: null, toAt: null, q: "", ...change };
  return comparison(actor, { db: board.db, git }, filter);
}

describe("two environments beside each other", () => {
  it("have their versions side by side, what differs first, and how far it is", async () => {
    expect((await ask())?.versions).toEqual([
      { service: "web", from: "1.2.0", to: "1.1.0", words: "1 minor behind" },
      { service: "api", from: "3.0.0", to: "3.0.0", words: null },
    ]);
  });

  it("have their values compared as of the commits that were deployed, in words and in lines", async () => {
    const answer = await ask();
    expect(answer?.from.revision?.sha).toBe(B);
    expect(answer?.files).toMatchObject([
      {
        service: null,
        from: `environments/${DEV}/values.yaml`,
        to: `environments/${STAGING}/values.yaml`,
        values: { state: "compared", differences: [{ service: "web", what: "replicas", before: "1", after: "3" }] },
        lines: { state: "compared", added: 2, removed: 2 },
      },
    ]);
  });

  it("cost the Git host each file once, however many look", async () => {
    const host = gitOf(FILES);
    await Promise.all([ask({}, host), ask({}, host)]);
    await ask({ q: "web" }, host);
    expect(host.asked.sort()).toEqual([`a:environments/${STAGING}/values.yaml`, `b:environments/${DEV}/values.yaml`]);
  });

  it("still have their versions where the Git host is away, and the values say why", async () => {
    const away: OutsideFailure = { kind: "unreachable", status: null, detail: "" };
    const host = gitOf({ ...FILES, [`a:environments/${STAGING}/values.yaml`]: away });
    const answer = await ask({}, host);
    expect(answer?.versions).toHaveLength(2);
    expect(answer?.files).toMatchObject([
      { values: { state: "unreadable", reason: expect.stringContaining("does not answer") }, lines: null },
    ]);
    expect((await ask({}, gitOf({})))?.files).toMatchObject([
      { values: { reason: `environments/${DEV}/values.yaml was not there at that commit.` } },
    ]);
  });

  it("are the first and the next where none is named, and the last is beside the one before it", async () => {
    const pairOf = async (change: Partial<CompareFilter>) => {
      const answer = await ask(change);
      return [answer?.from.environment, answer?.to.environment];
    };
    expect(await pairOf({ from: "", to: "" })).toEqual([DEV, STAGING]);
    expect(await pairOf({ from: STAGING, to: "" })).toEqual([STAGING, DEV]);
    expect(await ask({ to: "nowhere" })).toBeNull();
  });

  it("are filtered by service", async () => {
    expect((await ask({ q: "AP" }))?.versions.map(({ service }) => service)).toEqual(["api"]);
  });
});

describe("one environment at two times", () => {
  it("is as its last deployment that had succeeded by then", async () => {
    await board.save({
      deployments: [
        deployment(DEV, minutesAgo(90), { revision: A, versions: { web: "1.1.0", api: "3.0.0" } }),
        deployment(DEV, minutesAgo(60), { revision: "f".repeat(40), outcome: "failed", versions: { web: "9.9.9" } }),
        deployment(DEV, minutesAgo(30), { revision: B, versions: { web: "1.2.0", api: "3.0.0" } }),
      ],
    });
    const answer = await ask({ to: DEV, fromAt: minutesAgo(45).toISOString() });
    expect(answer?.from).toMatchObject({ environment: DEV, at: minutesAgo(45).toISOString(), revision: { sha: A } });
    expect(answer?.to).toMatchObject({ at: null, revision: { sha: B } });
    expect(answer?.versions).toEqual([
      { service: "web", from: "1.1.0", to: "1.2.0", words: "ahead" },
      { service: "api", from: "3.0.0", to: "3.0.0", words: null },
    ]);
    expect(answer?.files).toMatchObject([{ lines: { state: "compared", added: 1, removed: 1 } }]);
  });

  it("of which nothing is known by then has no versions, and says so by having none", async () => {
    const answer = await ask({ to: DEV, fromAt: minutesAgo(500).toISOString() });
    expect(answer?.from.revision).toBeNull();
    expect(answer?.files).toEqual([]);
    expect(answer?.versions.map(({ from }) => from)).toEqual([null, null]);
  });
});

describe("a fleet", () => {
  it("has a file for each service, and is read as far as one answer carries", async () => {
    const values = "environments/{environment}/{application}.yaml";
    await board.policy(
      [claiming(environment(DEV, { values })), claiming(environment(STAGING, { values, position: 1 }))],
      [],
    );
    const answer = await ask(
      {},
      gitOf({ [`b:environments/${DEV}/web.yaml`]: "a: 1\n", [`a:environments/${STAGING}/web.yaml`]: "a: 2\n" }),
    );
    expect(answer?.filesOf).toBe(2);
    expect(answer?.files.map(({ service, from }) => [service, from])).toEqual([
      ["api", `environments/${DEV}/api.yaml`],
      ["web", `environments/${DEV}/web.yaml`],
    ]);
    expect(answer?.files[1]).toMatchObject({
      values: { differences: [{ service: null, what: "a", before: "1", after: "2" }] },
    });
  });
});
