import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plant } from "./planted.test-support";

/** from, what it imports, and whether the rules allow it. */
const FORBIDDEN: [from: string, to: string][] = [
  ["lib/domain/a.ts", "@/lib/ports"],
  ["lib/domain/b.ts", "@/lib/adapters/db/client"],
  ["lib/domain/c.ts", "node:fs"],
  ["lib/domain/d.ts", "zod"],
  ["lib/commands/a.ts", "@/lib/adapters/db/client"],
  ["lib/queries/a.ts", "@/lib/worker/part"],
  ["lib/adapters/argocd/a.ts", "@/lib/adapters/db/client"],
  ["lib/worker/a.ts", "@/lib/queries/part"],
  ["components/a.tsx", "@/lib/queries/part"],
  ["components/b.tsx", "@/lib/adapters/db/client"],
  ["components/c.tsx", "@/lib/server"],
  ["app/a.tsx", "@/lib/adapters/db/client"],
  ["app/b.tsx", "@/simulator/argocd/part"],
  ["simulator/argocd/a.ts", "@/simulator/git-host/part"],
  ["simulator/git-host/a.ts", "@/lib/domain/part"],
  ["lib/worker/b.ts", "@/lib/domain/part.test"],
  ["lib/worker/d.ts", "@/bench/part"],
  ["scripts/a.mjs", "@/lib/domain/part"],
  ["lib/worker/c.ts", "@/lib/nowhere"],
];

const ALLOWED: [from: string, to: string][] = [
  ["lib/domain/ok.ts", "./part"],
  ["lib/domain/ok-yaml.ts", "yaml"],
  ["lib/commands/ok.ts", "@/lib/ports"],
  ["lib/queries/ok.ts", "@/lib/adapters/db/client"],
  ["lib/adapters/argocd/ok.ts", "@/lib/adapters/outbound/part"],
  ["app/ok.tsx", "@/lib/queries/part"],
  ["lib/domain/ok.test.ts", "@/lib/adapters/db/client"],
  ["bench/ok.ts", "@/lib/adapters/db/client"],
  ["scripts/ok.mjs", "node:fs"],
];

const PARTS = [
  "lib/ports.ts",
  "lib/server.ts",
  "lib/domain/part.ts",
  "lib/domain/part.test.ts",
  "lib/adapters/db/client.ts",
  "lib/adapters/outbound/part.ts",
  "lib/queries/part.ts",
  "lib/worker/part.ts",
  "simulator/argocd/part.ts",
  "simulator/git-host/part.ts",
  "bench/part.ts",
];

describe("the import rules", () => {
  const sources: Record<string, string> = {
    "lib/domain/circle-a.ts": `import { b } from "./circle-b";\nexport const a = () => b;\n`,
    "lib/domain/circle-b.ts": `import { a } from "./circle-a";\nexport const b = () => a;\n`,
    "lib/domain/by-type.ts": `import type { Part } from "@/lib/ports";\nexport type Mine = Part;\n`,
  };
  for (const name of ["yaml", "zod"]) {
    sources[`node_modules/${name}/package.json`] = JSON.stringify({ name, version: "1.0.0", main: "index.js" });
    sources[`node_modules/${name}/index.js`] = "module.exports = {};\n";
  }
  for (const part of PARTS) sources[part] = "export const part = 1;\nexport type Part = number;\n";
  for (const [from, to] of [...FORBIDDEN, ...ALLOWED]) {
    sources[from] = `import * as it from ${JSON.stringify(to)};\nexport const used = ${
      from.endsWith("x") ? "<p>{String(it)}</p>" : "it"
    };\n`;
  }
  const planted = plant(["package.json", "tsconfig.json", ".dependency-cruiser.cjs"], sources);
  let found: { from: string; to: string; rule: string }[] = [];

  beforeAll(() => {
    const { output } = planted.run("node_modules/dependency-cruiser/bin/dependency-cruise.mjs", [
      ...["--config", ".dependency-cruiser.cjs", "--output-type", "json"],
      ...["app", "components", "lib", "simulator", "scripts", "bench"],
    ]);
    const { summary } = JSON.parse(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1));
    found = summary.violations.map((violation: { from: string; to: string; rule: { name: string } }) => ({
      from: violation.from,
      to: violation.to,
      rule: violation.rule.name,
    }));
  });
  afterAll(() => planted.remove());

  it.each(FORBIDDEN)("refuse that %s imports %s", (from) => {
    expect(found.map((violation) => violation.from)).toContain(from);
  });

  it.each(ALLOWED)("allow that %s imports %s", (from) => {
    expect(found.filter((violation) => violation.from === from)).toEqual([]);
  });

  it("count an import of a type like any other", () => {
    expect(found.map((violation) => violation.from)).toContain("lib/domain/by-type.ts");
  });

  it("refuse circles", () => {
    expect(found.filter((violation) => violation.from.includes("circle-")).length).toBeGreaterThan(0);
  });
});
