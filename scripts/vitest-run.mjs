import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { embeddedDb } from "./embedded-db.mjs";
import { tool } from "./run-steps.mjs";

/** Vitest with a PostgreSQL of its own; each file of database tests makes its own database there. */
export async function runVitest(args = []) {
  const dir = mkdtempSync(path.join(os.tmpdir(), "slipway-test-"));
  chmodSync(dir, 0o755); // as root, PostgreSQL runs as another user, who must be able to enter
  const given = process.env.TEST_DATABASE_OWNER_URL;
  const database = given ? null : await embeddedDb({ dir });
  const report = path.join(dir, "vitest.json");
  try {
    const { code, output } = await tool(
      "node_modules/vitest/vitest.mjs",
      ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args],
      { env: { TEST_DATABASE_OWNER_URL: given ?? database.adminUrl } },
    );
    return { ...vitestCounts(report, code), output };
  } finally {
    await database?.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A file that cannot even be read has no tests to count: it counts as one failure, as does a run without a report. */
function vitestCounts(report, code) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
    const broken = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
    const failed = numFailedTests + broken;
    return { passed: numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
