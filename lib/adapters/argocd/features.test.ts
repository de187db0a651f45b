import { describe, expect, it } from "vitest";
import * as z from "zod";
import { versionConcern } from "./features";
import { recorded } from "./recorded.test-support";

const versionOf = (name: string) => z.object({ Version: z.string() }).parse(recorded(name).response.json).Version;

describe("the version of an Argo CD", () => {
  it.each(["V-2.14.21/version", "V-3.6.1/version", "00-auth/version", "00-auth/version-anonymous"])(
    "is no concern where it was recorded: %s",
    (name) => {
      expect(versionConcern(versionOf(name))).toBeNull();
    },
  );

  it.each([
    ["v2.14.0", null],
    ["3.1.0-rc2+abc", null],
    ["v3.10.0", null],
    ["v5.0.0", null],
    ["v2.13.9", "2.13 is older than 2.14"],
    ["v1.8.7", "1.8 is older than 2.14"],
    ["", "does not say"],
    ["latest", "does not say"],
    ["v99", "does not say"],
  ])("asks for attention only where it is too old or is not told: %j", (version, words) => {
    const concern = versionConcern(version);
    if (words === null) expect(concern).toBeNull();
    else expect(concern).toContain(words);
  });
});
