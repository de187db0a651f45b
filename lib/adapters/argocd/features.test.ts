import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { FEATURES, featuresOf, versionConcern } from "./features";
import { recorded } from "./recorded.test-support";

const versionOf = (name: string) => z.object({ Version: z.string() }).parse(recorded(name).response.json).Version;

describe("what a release can do", () => {
  it.each([
    ["v2.14.0", []],
    [versionOf("V-2.14.21/version"), []],
    ["v3.0.3", ["alwaysChecksLogRights"]],
    ["3.1.0-rc2+abc", ["alwaysChecksLogRights", "autoSyncSwitch", "imagesInResults", "resourceActionsV2"]],
    [versionOf("V-3.6.1/version"), Object.keys(FEATURES)],
    [versionOf("00-auth/version"), Object.keys(FEATURES)],
    [versionOf("00-auth/version-anonymous"), Object.keys(FEATURES)],
    ["v3.10.0", Object.keys(FEATURES)],
    ["v4.0.0", Object.keys(FEATURES)],
    ["", []],
    ["latest", []],
    ["v99", []],
  ])("%s", (version, expected) => {
    const has = Object.entries(featuresOf(version)).flatMap(([feature, there]) => (there ? [feature] : []));
    expect(has.sort()).toEqual([...expected].sort());
  });

  it("asks for attention only where a version is too old or is not told", () => {
    expect(versionConcern("v2.14.21+0000000")).toBeNull();
    expect(versionConcern("v3.6.1")).toBeNull();
    expect(versionConcern("v5.0.0")).toBeNull();
    expect(versionConcern("v2.13.9")).toContain("2.13 is older than 2.14");
    expect(versionConcern("v1.8.7")).toContain("1.8 is older than 2.14");
    expect(versionConcern("")).toContain("does not say");
  });

  it("stands in the document for operators, sentence by sentence", () => {
    const document = readFileSync(path.resolve(import.meta.dirname, "../../../docs/connect-argocd.md"), "utf8");
    const text = document.replaceAll(/\s+/g, " ");
    for (const { since, without } of Object.values(FEATURES)) {
      expect(text).toContain(`${since.major}.${since.minor}`);
      expect(text).toContain(without);
    }
  });
});
