import { describe, expect, it } from "vitest";
import { anApplication } from "@/lib/testing/observed-application";
import { aBook, aResource, at, B, environment, pipeline, service } from "./book.test-support";

describe("the rows of an environment with several applications", () => {
  it("gives each service of one environment to the application that holds it, one row each", () => {
    const book = aBook();
    book.setPolicy({
      pipeline: { ...pipeline, services: ["web", "api"].map((name) => ({ ...service, name })) },
      environments: [{ environment, claims: { by: "names", names: ["web-dev", "api-dev", "api-dev-2"] } }],
      head: B,
    });
    const holding = (name: string, resource: string) =>
      anApplication({ name, uid: name, resources: [aResource(resource)] });
    book.observe(holding("web-dev", "web"));
    book.observe(holding("api-dev", "api"));
    const owners = new Map<string, string>();
    const take = () => {
      for (let change = book.takeChanges(at, 10); change; change = book.takeChanges(at, 10)) {
        expect(new Set(change.cells.map((c) => c.service)).size).toBe(change.cells.length);
        for (const gone of change.goneCells)
          if (owners.get(gone.service) === gone.applicationId) owners.delete(gone.service);
        for (const cell of change.cells) owners.set(cell.service, cell.applicationId);
      }
      return Object.fromEntries(owners);
    };
    expect(take()).toEqual({ web: "default/argocd/web-dev", api: "default/argocd/api-dev" });
    book.observe(holding("api-dev-2", "api"));
    expect(take().api).toBe("default/argocd/api-dev");
    book.gone("default/argocd/api-dev");
    expect(take().api).toBe("default/argocd/api-dev-2");
  });

  it("gives a renamed application the rows of the one that left while nobody watched", () => {
    const before = aBook();
    before.observe(anApplication());
    before.takeChanges(at, 10);
    const book = aBook();
    book.remember(before.known().flatMap((entry) => (entry.written ? [entry.written] : [])));
    book.setPolicy({
      pipeline,
      environments: [{ environment, claims: { by: "names", names: ["renamed", "dev-env-1-linq-platform"] } }],
      head: B,
    });
    book.observe(anApplication({ name: "renamed", uid: "uid-2" }));
    book.gone("default/argocd/dev-env-1-linq-platform");
    const change = book.takeChanges(at, 10);
    expect(change?.cells.map((c) => [c.service, c.applicationId])).toEqual([["linq-web", "default/argocd/renamed"]]);
  });
});
