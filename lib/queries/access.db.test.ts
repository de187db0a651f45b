import { expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/domain/pipeline";
import { accessMatrix } from "./access-matrix";
import { accessPolicy } from "./access-policy";
import { actor, boardOfFile, claiming, environment } from "./board.test-support";

const board = boardOfFile();
const ROLES: Role[] = [
  {
    name: "developer",
    groups: ["linq/developers"],
    may: [{ environments: "dev", actions: ["view", "sync"] }],
    place: "p.yaml:7",
  },
  {
    name: "admin",
    groups: ["linq/platform"],
    may: [{ environments: "*", actions: ["view", "administer"] }],
    place: "p.yaml:8",
  },
];
const GIT = { webUrl: "https://git.example", repository: "linq/gitops", branch: "main" };
const dana: Actor = { ...actor, id: "dana", name: "Dana Ito", groups: ["linq/developers"] };
const ada: Actor = { ...actor, id: "ada", name: "Ada Brandt", groups: ["linq/platform"] };
const deps = () => ({ db: board.db, git: GIT, file: "p.yaml", people: [dana, ada] });
const all = { person: "", environment: "", action: "" as const };
const policy = () => board.policy([claiming(environment("dev")), claiming(environment("secret"))], ["web"], ROLES);

it("shows only environments within sight, and of people only oneself to who does not administer", async () => {
  await policy();
  const matrix = await accessMatrix(dana, deps(), { ...all, person: "ada" });
  expect(matrix.environments).toEqual(["dev"]);
  expect(JSON.stringify(matrix)).not.toContain("secret");
  expect(matrix.people.map(({ name }) => name)).toEqual(["Dana Ito"]);
  expect(matrix.person).toBeNull();
  const whole = await accessMatrix(ada, deps(), { ...all, person: "dana", action: "sync" });
  expect(whole.environments).toEqual(["dev", "secret"]);
  expect(whole.person?.environments).toMatchObject([
    {
      environment: "dev",
      may: [
        { action: "sync", role: "developer", link: `https://git.example/linq/gitops/blob/${"c".repeat(40)}/p.yaml#L7` },
      ],
    },
    { environment: "secret", may: [], mayNot: [{ action: "sync" }] },
  ]);
});

it("says since when a right holds, from the policies that were in force", async () => {
  await policy();
  await board.policy([claiming(environment("dev"))], ["web"], []);
  await policy();
  const { person } = await accessMatrix(ada, deps(), { ...all, person: "dana", action: "sync" });
  const newest = await board.db.policyReading.findFirstOrThrow({ orderBy: { id: "desc" } });
  expect(person?.environments[0]?.may[0]?.since).toBe(newest.inForceAt?.toISOString());
});

it("shows the file of a policy only to who may see every environment that it names", async () => {
  await policy();
  await board.store.savePolicy({
    commit: "d".repeat(40),
    file: "p.yaml",
    text: "secret: [",
    at: board.deps.now,
    result: { ok: false, problems: [{ file: "p.yaml", line: 1, column: 1, reason: "secret is broken" }] },
  });
  const [hers, admins] = [await accessPolicy(dana, deps()), await accessPolicy(ada, deps())];
  expect(JSON.stringify(hers)).not.toContain("secret");
  expect(hers.tries.allowed).toBe(false);
  expect(admins.pending).toMatchObject({ state: "unreadable", problems: [{ reason: "secret is broken" }] });
});
