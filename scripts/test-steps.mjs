import { runBrowserTests } from "./browser-tests.mjs";
import { generateClient } from "./build.mjs";
import { check } from "./run-steps.mjs";
import { runVitest } from "./vitest-run.mjs";

const NEXT = "node_modules/next/dist/bin/next";

/** `after`: what must have ended before. `needs`: without whose success it makes no sense. */
const step = (name, what, run, { after = [], needs = [] } = {}) => ({
  name,
  what,
  run,
  after: [...new Set([...after, ...needs])],
  needs,
});

export const steps = [
  step("client", "database client", () => generateClient().then(() => ({ passed: 1, failed: 0 }))),
  step("format", "format and lint", () =>
    check("node_modules/@biomejs/biome/bin/biome", ["ci", "--colors=off", "--max-diagnostics=50"]),
  ),
  step("types", "types", () => types(), { needs: ["client"] }),
  step("lint", "lint with types", () => check("node_modules/oxlint/bin/oxlint", ["--type-aware", "--deny-warnings"]), {
    needs: ["client"],
  }),
  step(
    "imports",
    "import rules",
    () =>
      check("node_modules/dependency-cruiser/bin/dependency-cruise.mjs", [
        "--config",
        ".dependency-cruiser.cjs",
        ...["app", "components", "lib", "simulator", "proxy.ts", "scripts", "bench", "conformance", "e2e"],
      ]),
    { needs: ["client"] },
  ),
  step("unused", "unused code", () => check("node_modules/knip/bin/knip.js", ["--no-progress", "--no-config-hints"]), {
    needs: ["client"],
  }),
  step("docs", "paths named in the documents", () => check("scripts/doc-references.mjs", [])),
  step("unit", "unit, contract and database tests", () => runVitest(), { after: ["types", "lint"], needs: ["client"] }),
  step("build", "build", () => check("scripts/build.mjs", []), { after: ["unit"], needs: ["types"] }),
  step("e2e", "the whole product in a browser", () => runBrowserTests(), { needs: ["build"] }),
];

/** Next's own types of the routes first; without them a fresh clone knows neither pages nor style sheets. */
async function types() {
  const made = await check(NEXT, ["typegen"], { env: { NEXT_TELEMETRY_DISABLED: "1" } });
  if (made.failed > 0) return made;
  return check("node_modules/typescript/bin/tsc", ["--noEmit", "--pretty", "false", "-p", "."]);
}
