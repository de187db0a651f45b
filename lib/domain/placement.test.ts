import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Environment, Service } from "./pipeline";
import { NO_RULES } from "./pipeline-rules";
import { environmentOf, rowFinder, rowsOf, valuesPath } from "./placement";
import { resourcesOf } from "./service-resources";

const environment = (change: Partial<Environment>): Environment => ({
  name: "dev-env-1",
  short: "dev",
  position: 0,
  from: null,
  values: "environments/dev-env-1/values.yaml",
  version: null,
  applications: { by: "names", names: [] },
  argocd: "default",
  change: "direct",
  approvals: [],
  sync: "automatic",
  windows: [],
  maintenance: [],
  rules: NO_RULES,
  place: "environments/pipeline.yaml:1",
  ...change,
});

describe("which environment an application belongs to", () => {
  const resolved = [
    { environment: environment({}), claims: { by: "names" as const, names: ["dev-env-1-linq-platform"] } },
    {
      environment: environment({ name: "fleet-01", argocd: "eu" }),
      claims: { by: "selector" as const, selector: "environment=fleet-01" },
    },
  ];
  it("is claimed by name or by label, within its own Argo CD", () => {
    const find = (instance: string, name: string, label = "") =>
      environmentOf({ instance, name, labels: { environment: label } }, resolved)?.environment.name ?? null;
    expect(find("default", "dev-env-1-linq-platform")).toBe("dev-env-1");
    expect(find("eu", "dev-env-1-linq-platform")).toBeNull();
    expect(find("eu", "anything", "fleet-01")).toBe("fleet-01");
    expect(find("default", "anything", "fleet-01")).toBeNull();
  });

  it("makes each application of a fleet a row of its own, without its environment's name", () => {
    const fleet = environment({
      name: "fleet-01",
      short: "fleet-01",
      values: "environments/{environment}/{application}.yaml",
    });
    const row = (name: string) => rowsOf({ instance: "default", name, labels: {} }, fleet, []);
    expect(row("fleet-01-billing")).toEqual(["billing"]);
    expect(row("billing-fleet-01")).toEqual(["billing"]);
    expect(row("billing")).toEqual(["billing"]);
    expect(valuesPath(fleet, "billing")).toBe("environments/fleet-01/billing.yaml");
  });
});

describe("which rows an application fills where services are named", () => {
  const services = ["linq-web", "linq-web-api"].map(
    (name): Service => ({ name, about: "", version: [name, "image", "tag"], image: null, source: null, runbook: null }),
  );
  it.each([
    ["dev-env-1-linq-platform", ["linq-web", "linq-web-api"]],
    ["dev-env-1-linq-web", ["linq-web"]],
    ["linq-web-api-dev-env-1", ["linq-web-api"]],
    ["linq-web", ["linq-web"]],
    ["dev-linq-web", ["linq-web"]],
  ])("%s", (name, rows) => {
    expect(rowsOf({ instance: "default", name, labels: {} }, environment({}), services)).toEqual(rows);
  });

  it("fills in the places of a values file as they stand, whatever the names hold", () => {
    const fleet = environment({ name: "a$&b", values: "e/{environment}/{application}/{environment}.yaml" });
    expect(valuesPath(fleet, "$1")).toBe("e/a$&b/$1/a$&b.yaml");
  });
});

describe("whose values file a path is", () => {
  const fleet = (values: string) => environment({ name: "fleet-01", values });
  it.each([
    ["environments/{environment}/{application}.yaml", "environments/fleet-01/billing.yaml", "billing"],
    ["environments/{environment}/{application}.yaml", "environments/fleet-01/a.yaml.yaml", "a.yaml"],
    ["environments/{environment}/{application}.yaml", "environments/fleet-02/billing.yaml", null],
    ["environments/{environment}/{application}.yaml", "environments/fleet-01/old/billing.yaml", null],
    ["environments/{environment}/{application}.yaml", "environments/fleet-01/.yaml", null],
    ["environments/{environment}/{application}.yaml", "environments/fleet-01/billing.yml", null],
    ["apps/{application}/{application}.yaml", "apps/billing/billing.yaml", "billing"],
    ["apps/{application}/{application}.yaml", "apps/billing/other.yaml", null],
    ["environments/dev/values.yaml", "environments/dev/values.yaml", null],
  ])("%s: %s", (values, path, row) => {
    expect(rowFinder(fleet(values))(path)).toBe(row);
  });

  it("is the row that the path was made for", () => {
    const word = fc.stringMatching(/^[a-z0-9$&.-]{1,12}$/);
    const pattern = fc.constantFrom("e/{environment}/{application}.yaml", "{application}/v.yaml", "e/{application}");
    fc.assert(
      fc.property(word, word, pattern, (name, row, values) => {
        const own = environment({ name, values });
        expect(rowFinder(own)(valuesPath(own, row))).toBe(row);
      }),
    );
  });
});

describe("which resources are a service's", () => {
  const named = (name: string) => ({
    group: "",
    version: "v1",
    kind: "ConfigMap",
    namespace: "n",
    name,
    sync: "Synced" as const,
    health: null,
    healthMessage: "",
    hook: false,
    requiresPruning: false,
  });
  it("gives a resource to the service with the longest fitting name", () => {
    const services = ["linq-web", "linq-web-api"];
    const resources = [
      named("linq-web"),
      named("linq-web-api"),
      named("linq-web-api-credentials"),
      named("linq-webhook"),
    ];
    expect(resourcesOf("linq-web", services, resources).map((r) => r.name)).toEqual(["linq-web"]);
    expect(resourcesOf("linq-web-api", services, resources).map((r) => r.name)).toEqual([
      "linq-web-api",
      "linq-web-api-credentials",
    ]);
  });
  it("never gives one resource to two services", () => {
    const word = fc.stringMatching(/^[a-c]{1,3}(-[a-c]{1,2}){0,2}$/);
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1 }), fc.array(word), (services, names) => {
        const resources = names.map(named);
        const given = services.flatMap((service) => resourcesOf(service, services, resources));
        expect(new Set(given).size).toBe(given.length);
      }),
    );
  });
});
