import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const read = (file: string) => readFileSync(new URL(file, import.meta.url), "utf8");
const part = (text: string, from: RegExp, to: RegExp) => text.slice(text.search(from), text.search(to));

it.each([
  ["roles", /^roles:/m, /^freezes:/m],
  ["protected", /^protected:/m, /^environments:/m],
  ["sign-in", /^sign-in:/m, /^roles:/m],
])("the shipped policy's %s are the example's, word for word", (_name, from, to) => {
  const shipped = part(read("../../../environments/pipeline.yaml"), from, to);
  const example = part(read("./example-pipeline.yaml"), from, to);
  expect(example.length).toBeGreaterThan(50);
  expect(shipped).toBe(example);
});
