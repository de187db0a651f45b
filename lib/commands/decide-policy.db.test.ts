import { describe, expect, it } from "vitest";
import { createPolicyDecisions } from "@/lib/adapters/db/policy-decisions";
import type { Identity } from "@/lib/domain/policy";
import type { WrittenCommit } from "@/lib/domain/policy-approval";
import { boardOfFile, claiming, environment, NOW, pipeline } from "@/lib/queries/board.test-support";
import { decidePolicy } from "./decide-policy";

const board = boardOfFile();
const FILE = "environments/pipeline.yaml";
const roles = (group: string, count = 1) => ({
  roles: [{ name: "admin", groups: [group], may: [{ environments: "*", actions: ["administer" as const] }] }],
  protection: { paths: [FILE], approvals: [{ role: "admin", count }], countsReviews: false },
});
const person = (login: string, groups = ["linq/platform"]): Identity => ({
  id: `demo:${login}`,
  name: login,
  login,
  mail: `${login}@linq.example`,
  organisations: [],
  groups,
  provider: "demo",
});
const written = (login: string): WrittenCommit[] => [
  {
    sha: "b".repeat(40),
    message: "",
    at: null,
    url: null,
    writers: [{ name: login, login: null, mail: `${login}@linq.example` }],
  },
];

type Waits = { writers?: WrittenCommit[] | null; count?: number; text?: string };

/** Rules in force, and after them a text of Dana's that gives her group the role; what waits is its seal. */
async function waiting({ writers = written("dana"), count = 1, text = "second" }: Waits = {}) {
  const save = (commit: string, content: string, group: string, by: WrittenCommit[] | null) =>
    board.store.savePolicy({
      commit: commit.repeat(40),
      file: FILE,
      text: content,
      at: NOW,
      writers: by,
      result: {
        ok: true,
        environments: [claiming(environment("dev"))],
        pipeline: { ...pipeline([environment("dev")], ["web"]), ...roles(group, count) },
      },
    });
  await save("a", "first", "linq/platform", null);
  await save("b", text, "linq/developers", writers);
  const row = await board.db.policyReading.findFirstOrThrow({ orderBy: { id: "desc" } });
  return row.seal ?? "";
}
const decide = (
  login: string,
  seal: string,
  decision: "approve" | "reject" = "approve",
  comment = "",
  groups?: string[],
) =>
  decidePolicy(
    { policyDecisions: createPolicyDecisions(board.db), clock: { now: () => NOW } },
    { actor: person(login, groups), pipeline: null, requestId: null, address: null, decision, seal, comment },
  );
const state = async () => (await board.db.policyReading.findFirstOrThrow({ orderBy: { id: "desc" } })).state;
const kinds = async () => {
  const rows = await board.db.$queryRaw<{ kind: string }[]>`SELECT kind FROM audit_record ORDER BY seq DESC LIMIT 2`;
  return rows.map(({ kind }) => kind).reverse();
};

describe("a change of the policy that waits", () => {
  it("takes force with the approval of another admin, on record", async () => {
    const seal = await waiting();
    expect(await decide("ada", seal)).toEqual({ ok: true, inForce: true });
    expect(await state()).toBe("in-force");
    expect((await board.store.policyInForce())?.text).toBe("second");
    expect(await kinds()).toEqual(["policy-approved", "policy-took-effect"]);
    expect(await decide("max", seal)).toMatchObject({ ok: false, refusal: "conflict" });
  });

  it.each<[string, string, string[]]>([
    ["its author", "dana", ["linq/platform"]],
    ["somebody to whom only the new rules would give the role", "eve", ["linq/developers"]],
  ])("is not approved by %s, on record", async (_who, login, groups) => {
    const seal = await waiting();
    expect(await decide(login, seal, "approve", "", groups)).toMatchObject({ ok: false, refusal: "not-allowed" });
    expect(await state()).toBe("waiting");
    expect((await kinds()).at(-1)).toBe("access-refused");
  });

  it("is not approved by whoever pushed it under another name", async () => {
    const seal = await waiting({ writers: written("nobody") });
    await board.db.commitPusher.deleteMany();
    await board.db.commitPusher.create({ data: { sha: "b".repeat(40), login: "ADA", mail: null, at: NOW } });
    expect(await decide("ada", seal)).toMatchObject({ ok: false, refusal: "not-allowed" });
    expect(await decide("max", seal)).toMatchObject({ ok: true, inForce: true });
    await board.db.commitPusher.deleteMany();
  });

  it("waits while nobody knows who wrote it", async () => {
    const seal = await waiting({ writers: null });
    expect(await decide("ada", seal)).toMatchObject({ message: expect.stringContaining("cannot be read") });
    const { id } = await board.db.policyReading.findFirstOrThrow({ orderBy: { id: "desc" } });
    await board.store.savePolicyWriters(id, written("dana"), NOW);
    expect(await decide("ada", seal)).toEqual({ ok: true, inForce: true });
  });

  it("asks for two different people where the rules do, however often one of them approves", async () => {
    const seal = await waiting({ count: 2 });
    expect(await decide("ada", seal)).toEqual({ ok: true, inForce: false });
    expect(await decide("ada", seal)).toEqual({ ok: true, inForce: false });
    expect(await state()).toBe("waiting");
    expect(await decide("max", seal)).toEqual({ ok: true, inForce: true });
  });

  it("makes an approval of other content void", async () => {
    const first = await waiting({ count: 2 });
    await decide("ada", first);
    const second = await waiting({ count: 2, text: "third" });
    expect(await decide("max", first)).toMatchObject({ refusal: "conflict" });
    expect(await decide("max", second)).toEqual({ ok: true, inForce: false });
  });

  it("is rejected with a reason, and then the old rules stay", async () => {
    const seal = await waiting();
    expect(await decide("max", seal, "reject")).toMatchObject({ refusal: "bad-input" });
    expect(await decide("max", seal, "reject", "Not now.")).toEqual({ ok: true, inForce: false });
    expect(await state()).toBe("rejected");
    expect((await board.store.policyInForce())?.text).toBe("first");
  });

  it("takes force once when two approve at the same moment", async () => {
    const seal = await waiting();
    const outcomes = await Promise.all([decide("ada", seal), decide("max", seal)]);
    expect(outcomes.filter((one) => one.ok && one.inForce)).toHaveLength(1);
    expect(outcomes.filter((one) => !one.ok && one.refusal === "conflict")).toHaveLength(1);
  });
});
