import { describe, expect, it } from "vitest";
import { startOptions } from "./options.mjs";

describe("the start's options", () => {
  it("have defaults", () => {
    expect(startOptions([])).toEqual({ reset: false, dev: false, data: ".data", port: null, applications: 0 });
  });

  it("are read", () => {
    const given = ["--reset", "--port", "8080", "--applications", "2000", "--data", "/tmp/x"];
    expect(startOptions(given)).toMatchObject({ reset: true, port: 8080, applications: 2000, data: "/tmp/x" });
  });

  it.each([
    ["--port", "eighty"],
    ["--port", "70000"],
    ["--port", ""],
    ["--applications", "1.5"],
    ["--applications", "-1"],
    ["--prot", "1"],
    ["start"],
  ])("refuse %s %s in a sentence", (...args) => {
    expect(() => startOptions(args)).toThrow(/takes a whole number|Known: --reset/);
  });
});
