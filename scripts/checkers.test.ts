import { afterEach, describe, expect, it } from "vitest";
import { missingPaths, pathsNamedIn } from "./doc-references.mjs";
import { plant } from "./planted.test-support";

const OXLINT = "node_modules/oxlint/bin/oxlint";
const TSC = "node_modules/typescript/bin/tsc";
const BIOME = "node_modules/@biomejs/biome/bin/biome";
const KNIP = "node_modules/knip/bin/knip.js";

let planted: ReturnType<typeof plant>;
afterEach(() => planted.remove());

describe("each checker finds what is planted for it", () => {
  it.each([
    ["no-floating-promises", `export function go() {\n  Promise.resolve(1);\n}\n`],
    [
      "switch-exhaustiveness-check",
      `export function name(it: "a" | "b") {\n  switch (it) {\n    case "a":\n      return 1;\n  }\n  return 2;\n}\n`,
    ],
    ["no-misused-promises", `export const list = [1].filter(async (n) => n > 0);\n`],
    ["max-lines", Array.from({ length: 301 }, (_, n) => `export const n${n} = ${n};\n`).join("")],
  ])("lint with types: %s", (rule, text) => {
    planted = plant(["package.json", "tsconfig.json", ".oxlintrc.json"], { "lib/planted.ts": text });
    const { status, output } = planted.run(OXLINT, ["--type-aware"]);
    expect(output).toContain(rule);
    expect(status).not.toBe(0);
  });

  it("types", () => {
    planted = plant(["package.json", "tsconfig.json"], { "lib/planted.ts": `export const n: number = [1][0];\n` });
    const { status, output } = planted.run(TSC, ["--noEmit", "-p", "."]);
    expect(output).toContain("TS2322");
    expect(status).not.toBe(0);
  });

  it("format", () => {
    planted = plant(["package.json"], { "biome.json": "{}", "lib/planted.ts": `export const n = 'one'\n` });
    expect(planted.run(BIOME, ["ci", "lib"]).status).not.toBe(0);
  });

  it("unused code", () => {
    planted = plant(["package.json", "tsconfig.json", "knip.json"], {
      "lib/worker/main.ts": `import { used } from "./part";\nused();\n`,
      "lib/worker/part.ts": `export const used = () => 1;\nexport const unused = () => 2;\n`,
      "lib/forgotten.ts": `export const forgotten = 1;\n`,
    });
    const { status, output } = planted.run(KNIP, ["--no-progress", "--no-config-hints"]);
    expect(output).toContain("lib/forgotten.ts");
    expect(output).toMatch(/unused\s+function|unused\s+lib\/worker\/part\.ts/);
    expect(status).not.toBe(0);
  });

  it("paths named in the documents", () => {
    planted = plant([], {
      "README.md": "[here](docs/here.md) [gone](docs/gone.md#part) `lib/gone.ts` `lib/here.ts:12` `lib/a-*.ts`\n",
      "docs/here.md": "[up](../README.md) [gone](./other.md) [web](https://example.com/x.md)\n",
      "lib/here.ts": "export {};\n",
    });
    expect(missingPaths(planted.dir).toSorted()).toEqual([
      "README.md: docs/gone.md",
      "README.md: lib/gone.ts",
      "docs/here.md: docs/other.md",
    ]);
    expect(pathsNamedIn("`npm test` `environments/dev-env-1/values.yaml`", "README.md")).toEqual([
      "environments/dev-env-1/values.yaml",
    ]);
  });
});
