import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOSTILE, placesOf, replaced } from "@/lib/adapters/argocd/hostile.test-support";
import { observedApplication, treeNodes } from "@/lib/adapters/argocd/mapping";
import { recorded } from "@/lib/adapters/argocd/recorded.test-support";
import { wireApplication, wireTree } from "@/lib/adapters/argocd/wire";
import { createProjectionStore } from "@/lib/adapters/db/projection-store";
import { podsOfService } from "@/lib/domain/failing-pods";
import { testDatabase } from "@/lib/testing/test-database";
import { aBook, at, environment, pipeline, service } from "./book.test-support";

let base: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.drop());

const APPLICATION = recorded("09-sync-failures/get-nopull").response.json;
const TREE = recorded("09-sync-failures/tree-nopull").response.json;

/** Whatever one field of an application and one of its tree become, what is made of them can be written. */
async function isWritten(application: unknown, tree: unknown): Promise<void> {
  const book = aBook();
  const observed = observedApplication(wireApplication.parse(application));
  book.setPolicy({
    pipeline,
    environments: [{ environment, claims: { by: "names", names: [observed.name] } }],
    head: null,
  });
  book.observe(observed);
  const pods = podsOfService(treeNodes(wireTree.parse(tree)), { image: null, name: service.name }, [service.name]);
  book.setPods(book.idOf(observed), { [service.name]: pods });
  const change = book.takeChanges(at, 10);
  if (!change) throw new Error("expected a change");
  await createProjectionStore(base.db).save(change);
}

describe("what Argo CD says, however odd", () => {
  it("can be written to the database", async () => {
    const name = new Set(["", "metadata", "metadata,name"]);
    const applications = fc.constantFrom(...placesOf(APPLICATION).filter((path) => !name.has(path.join())));
    const trees = fc.constantFrom(...placesOf(TREE).filter((path) => path.length > 0));
    const odd = fc.constantFrom(...HOSTILE);
    await fc.assert(
      fc.asyncProperty(applications, odd, trees, odd, async (path, value, treePath, treeValue) => {
        await isWritten(
          replaced(APPLICATION, path, () => value),
          replaced(TREE, treePath, () => treeValue),
        );
      }),
      { numRuns: 150 },
    );
    expect(await base.db.application.count()).toBeGreaterThan(0);
  }, 60_000);

  it("can be written when every text of it is hostile at once", async () => {
    for (const text of HOSTILE.filter((value) => typeof value === "string")) {
      const spoil = (value: unknown): unknown => {
        if (typeof value === "string") return `${text}${value}${text}`;
        if (Array.isArray(value)) return value.map(spoil);
        if (value === null || typeof value !== "object") return value;
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, spoil(inner)]));
      };
      await isWritten(spoil(APPLICATION), spoil(TREE));
    }
  }, 60_000);
});
