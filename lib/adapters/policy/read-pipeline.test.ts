import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readPipeline } from "./read-pipeline";

const FILE = "environments/pipeline.yaml";
const example = readFileSync("lib/adapters/policy/example-pipeline.yaml", "utf8");

function read(text: string) {
  const outcome = readPipeline(text, FILE);
  return outcome.ok ? outcome.pipeline : expect.fail(outcome.problems.map((p) => `${p.line}: ${p.reason}`).join("\n"));
}

describe("the policy as it is meant to read", () => {
  it("reads the example, and the policy that ships, without a problem", () => {
    expect(read(example).environments.map((environment) => environment.name)).toEqual([
      "dev-env-1",
      "staging-env-1",
      "production-env-1",
    ]);
    expect(read(readFileSync(FILE, "utf8")).services).toHaveLength(6);
  });

  it("brings it into the domain's words, with the place of each rule", () => {
    const [dev, staging, production] = read(example).environments;
    expect(dev).toMatchObject({
      short: "dev",
      from: null,
      change: "direct",
      sync: "automatic",
      approvals: [],
      position: 0,
    });
    expect(staging).toMatchObject({ short: "staging", from: "dev-env-1", approvals: [{ role: "qa", count: 1 }] });
    expect(production).toMatchObject({
      short: "production",
      sync: "manual",
      applications: { by: "manifest", path: "argocd-apps/production-env-1-app.yaml" },
      windows: [{ kind: "open", when: "Mon-Fri 14:00-18:00", duration: null, zone: "UTC", why: "People are there" }],
      maintenance: [{ kind: "closed", when: "first Wed of month 14:00-16:00", why: "Workcell calibration" }],
    });
    const lines = example.split("\n");
    const at = (place = "") => lines[Number(place.split(":")[1]) - 1];
    expect(at(production?.place)).toContain("- name: production-env-1");
    expect(at(production?.windows[0]?.place)).toContain("Mon-Fri 14:00-18:00");
    expect(at(read(example).freezes[0]?.place)).toContain("2026-12-21");
    expect(at(read(example).roles[1]?.place)).toContain("qa:");
  });

  it.each([
    ["a byte order mark", `\ufeff${example}`],
    ["CRLF", example.replaceAll("\n", "\r\n")],
    ["a document's start and end", `---\n${example}\n...\n`],
    ["JSON", JSON.stringify(parse(example))],
    [
      "anchors",
      example
        .replace("[ { role: sre } ]            # to add", "&sre [ { role: sre } ]            # to add")
        .replace("approvals: [ { role: sre } ], second", "approvals: *sre, second"),
    ],
  ])("reads it with %s all the same", (_name, text) => {
    expect(read(text).environments.map((environment) => environment.approvals)).toEqual(
      read(example).environments.map((environment) => environment.approvals),
    );
  });
});

const small = (environments: string) =>
  `version: 1\nname: x\nservices: [{ name: web, version: web.tag }]\nenvironments:\n${environments}`;

describe("which Applications an environment has", () => {
  it.each<[string, object]>([
    ["{ manifests: argocd-apps/dev.yaml }", { by: "manifest", path: "argocd-apps/dev.yaml" }],
    ["{ names: [a, b] }", { by: "names", names: ["a", "b"] }],
    [
      '{ selector: "environment in (dev, test), team=linq" }',
      { by: "selector", selector: "environment in (dev, test), team=linq" },
    ],
  ])("%s", (applications, choice) => {
    const [environment] = read(small(`  - { name: dev, values: v.yaml, applications: ${applications} }`)).environments;
    expect(environment?.applications).toEqual(choice);
  });

  it("reads a fleet, which needs no services: each application is a row", () => {
    const fleet = `version: 1\nname: Fleet\nenvironments:\n  - name: fleet-01\n    values: environments/{environment}/{application}.yaml\n    version: image.tag\n    applications: { selector: "environment=fleet-01" }\n    argocd: eu\n`;
    const [environment] = read(fleet).environments;
    expect(environment).toMatchObject({
      version: ["image", "tag"],
      argocd: "eu",
      change: "pull-request",
      sync: "manual",
    });
    expect(read(fleet).services).toEqual([]);
  });

  it("shortens a name to its first word only where that tells environments apart", () => {
    const env = (name: string, more = "") =>
      `  - { name: ${name}, values: v.yaml, applications: { names: [${name}] }${more} }`;
    const shorts = (...lines: string[]) => read(small(lines.join("\n"))).environments.map(({ short }) => short);
    expect(shorts(env("dev-env-1"), env("staging-env-1"))).toEqual(["dev", "staging"]);
    expect(shorts(env("fleet-01"), env("fleet-02"))).toEqual(["fleet-01", "fleet-02"]);
    expect(shorts(env("prod-eu", ", short: prod"), env("prod-us"))).toEqual(["prod", "prod-us"]);
    expect(shorts(env("live"))).toEqual(["live"]);
  });
});

describe("whatever the file holds", () => {
  it("never throws, and every problem has a place in the file and a sentence", () => {
    const lines = example.split("\n");
    const garbage = fc.constantFrom(
      "\t",
      "- ",
      ": ",
      "{",
      "}",
      "[",
      "]",
      "&a ",
      "*a",
      "<<: *a",
      "'",
      '"',
      "|",
      "%",
      "@",
      "\0",
      "\u202e",
      "---",
      "x: 1",
      "? ",
      "!!int",
      "#",
      "\ufeff",
      "name: []",
      "name:",
    );
    const mutation = fc.tuple(fc.nat({ max: lines.length - 1 }), fc.nat({ max: 60 }), garbage, fc.boolean());
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const text = [...lines];
        for (const [line, column, piece, replaces] of mutations) {
          const old = text[line] ?? "";
          text[line] = replaces ? piece : old.slice(0, column) + piece + old.slice(column);
        }
        const outcome = readPipeline(text.join("\n"), FILE);
        if (outcome.ok) return;
        expect(outcome.problems.length).toBeGreaterThan(0);
        for (const problem of outcome.problems) {
          expect(problem.file).toBe(FILE);
          expect(problem.line).toBeGreaterThan(0);
          expect(problem.line).toBeLessThanOrEqual(text.length + 1);
          expect(problem.column).toBeGreaterThan(0);
          expect(problem.reason).toMatch(/^\S[^\p{Cc}]{3,}[.?]$/u);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("tells at most a hundred problems, then that there are more", () => {
    const many = Array.from(
      { length: 150 },
      (_, index) => `  - { name: e${index}, values: v, applications: { names: [a${index}] }, nonsense: 1 }`,
    );
    const outcome = readPipeline(small(many.join("\n")), FILE);
    const problems = outcome.ok ? [] : outcome.problems;
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)?.reason).toBe("There are more problems from here on.");
  });
});
