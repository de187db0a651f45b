import { describe, expect, it } from "vitest";
import { sectionDiffers } from "./values-section";

const WEB = ["linq-web", "image", "tag"];
const INVENTORY = ["linq-inventory", "image", "tag"];
const before = `linq-web:
  image: { tag: "4.11.0" }
linq-inventory:   # plates and reagents
  replicaCount: 2
  image: { tag: "0.14.1" }
`;
const differs = (after: string | null, service = INVENTORY) => sectionDiffers(before, after, service, [WEB, INVENTORY]);

describe("what two values files say of one service", () => {
  it.each<[string, string, boolean]>([
    ["another service's version changed", before.replace("4.11.0", "4.12.0"), false],
    ["its own version changed", before.replace("0.14.1", "0.15.0"), true],
    ["its own configuration changed", before.replace("replicaCount: 2", "replicaCount: 3"), true],
    ["a comment changed", before.replace("plates and reagents", "plates"), false],
    ["something changed that is nobody's own", `${before}migration: { image: { tag: "1.1.0" } }\n`, true],
    ["its section went", before.slice(0, before.indexOf("linq-inventory")), true],
  ])("%s", (_name, after, expected) => {
    expect(differs(after)).toBe(expected);
  });

  it("cannot be told from a file that cannot be read, or without a section of its own", () => {
    expect(differs(null)).toBeNull();
    expect(differs("linq-web: [")).toBeNull();
    expect(differs("- 1")).toBeNull();
    expect(differs(before, ["tag"])).toBeNull();
  });
});
