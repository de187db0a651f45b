import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { seedOfThen } from "./make-history.mjs";

it("the demo's repository has the schema that its policy names", () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "slipway-seed-"));
  try {
    const seed = seedOfThen(dataDir);
    const [, named = ""] =
      /\$schema=(\S+)/.exec(readFileSync(path.join(seed, "environments/pipeline.yaml"), "utf8")) ?? [];
    expect(named).toContain("schema.json");
    expect(existsSync(path.join(seed, "environments", named))).toBe(true);
    expect(readdirSync(path.join(seed, "public"))).toEqual(["pipeline.schema.json"]);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});
