import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { TONES } from "@/lib/domain/status";
import { testDatabase } from "@/lib/testing/test-database";
import { cellTones } from "./cell-tones";
import { countApplications } from "./count-applications";
import { leadApplicationIds } from "./lead-applications";

let base: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  base = await testDatabase();
});
beforeEach(async () => {
  await base.db.$executeRaw`TRUNCATE application, cell`;
});
afterAll(() => base.drop());

const ENVIRONMENTS = ["dev", "staging", "nowhere"];
const row = fc.record({
  environment: fc.constantFrom("dev", "staging"),
  tone: fc.constantFrom(...TONES),
  health: fc.constantFrom("Healthy", "Degraded"),
  sync: fc.constantFrom("Synced", "OutOfSync"),
  present: fc.boolean(),
});
const fleet = fc
  .array(row, { maxLength: 30 })
  .map((rows) => rows.map((one, index) => ({ ...one, name: `app-${String(index).padStart(2, "0")}` })));
type Row = typeof fleet extends fc.Arbitrary<(infer R)[]> ? R : never;

async function save(rows: Row[]) {
  await base.db.application.deleteMany();
  const rest = {
    instance: "default",
    namespace: "argocd",
    project: "linq",
    automated: {},
    words: "",
  };
  await base.db.application.createMany({ data: rows.map((one) => ({ ...rest, ...one, id: one.name })) });
}

function worstOf(rows: Row[]): Row | undefined {
  return [...rows].sort((a, b) => TONES.indexOf(a.tone) - TONES.indexOf(b.tone) || a.name.localeCompare(b.name))[0];
}

describe("what an environment's header adds up", () => {
  it("is led by the worst application that is there, then by the first by name", async () => {
    await fc.assert(
      fc.asyncProperty(fleet, async (rows) => {
        await save(rows);
        const leads = ENVIRONMENTS.flatMap(
          (name) => worstOf(rows.filter((one) => one.environment === name && one.present))?.name ?? [],
        );
        expect((await leadApplicationIds(base.db, ENVIRONMENTS)).sort()).toEqual(leads.sort());
      }),
      { numRuns: 30 },
    );
  });

  it("counts only the applications that are there", async () => {
    await fc.assert(
      fc.asyncProperty(fleet, async (rows) => {
        await save(rows);
        const counts = await countApplications(base.db, ENVIRONMENTS);
        for (const name of ENVIRONMENTS) {
          const own = rows.filter((one) => one.environment === name && one.present);
          const found = counts.find((count) => count.environment === name);
          expect(found?.total ?? 0).toBe(own.length);
          expect(found?.failing ?? 0).toBe(own.filter((one) => one.tone === "failing").length);
          expect(found?.moving ?? 0).toBe(own.filter((one) => one.tone === "moving").length);
          expect(found?.out ?? 0).toBe(own.filter((one) => one.sync === "OutOfSync").length);
          expect(new Set(found?.healths)).toEqual(new Set(own.map((one) => one.health)));
        }
      }),
      { numRuns: 30 },
    );
  });

  it("knows each tone of its cells once, and nothing of other environments", async () => {
    const cell = { applicationId: "a", running: [], state: "healthy", words: "", sync: "Synced", health: "Healthy" };
    const place = (environment: string, service: string, tone: string) => ({ ...cell, environment, service, tone });
    await base.db.cell.createMany({
      data: [
        place("dev", "a", "fine"),
        place("dev", "b", "fine"),
        place("dev", "c", "failing"),
        place("qa", "a", "moving"),
      ],
    });
    const tones = await cellTones(base.db, ["dev", "staging"]);
    expect(tones).toHaveLength(2);
    expect(new Set(tones.map((t) => `${t.environment} ${t.tone}`))).toEqual(new Set(["dev fine", "dev failing"]));
  });
});
