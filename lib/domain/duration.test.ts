import fc from "fast-check";
import { expect, it } from "vitest";
import { parseDuration } from "./duration";

it.each([
  ["90s", 90_000],
  ["5m", 300_000],
  ["1h30m", 5_400_000],
  ["3d", 259_200_000],
  ["1.5h", 5_400_000],
  ["250ms", 250],
  ["0s", 0],
  ["1h1h", 7_200_000],
  ["", null],
  ["5", null],
  ["m", null],
  ["5 m", null],
  ["-5m", null],
  ["5m ", null],
  ["5min", null],
  ["1w", null],
  ["１m", null],
  [".5h", null],
])("“%s” is %s ms", (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

it("adds up its parts", () => {
  const part = fc
    .tuple(fc.nat(500), fc.constantFrom("ms", "s", "m", "h", "d"))
    .map(([count, unit]) => `${count}${unit}`);
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
      const sum = parts.reduce((total, text) => total + (parseDuration(text) ?? Number.NaN), 0);
      expect(parseDuration(parts.join(""))).toBe(sum);
    }),
  );
});
