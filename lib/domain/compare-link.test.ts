import { expect, it } from "vitest";
import { compareLink } from "./compare-link";

const [a, b] = ["a".repeat(40), "b".repeat(40)];

it.each([
  [`https://git.example/linq/gitops/commit/${b}`, `https://git.example/linq/gitops/compare/${a}...${b}`],
  [`http://127.0.0.1:4802/linq/gitops/commit/${b}`, `http://127.0.0.1:4802/linq/gitops/compare/${a}...${b}`],
  [`javascript:alert(1)//commit/${b}`, null],
  [`https://git.example/linq/gitops/commit/${b}?x=1`, null],
  ["https://git.example/elsewhere", null],
  [null, null],
])("of %s is %s", (url, expected) => {
  expect(compareLink(url, a, b)).toBe(expected);
});

it("is none where a revision is no commit", () => {
  expect(compareLink(`https://git.example/x/commit/${b}`, "main", b)).toBeNull();
});
