import { describe, expect, it } from "vitest";
import { textDiff } from "@/lib/domain/text-diff";
import { type DiffRow, type DiffView, diffRows } from "./diff-rows";

function rows(before: string, after: string, view: DiffView): string[] {
  const diff = textDiff(before, after);
  return diff.state === "compared" ? diffRows(diff.hunks, view).map(drawn) : [];
}

function drawn(row: DiffRow): string {
  switch (row.row) {
    case "hunk":
      return `@ ${row.from} ${row.inside.join("/")}`;
    case "line":
      return `${row.line.kind} ${row.line.text}`;
    case "pair":
      return `${row.left?.text ?? ""} | ${row.right?.text ?? ""}`;
  }
}

describe("the rows of a difference", () => {
  it("unified: every line has its own", () => {
    expect(rows("a\nb\nc\n", "a\nB\nc\n", "unified")).toEqual(["@ 1 ", "same a", "removed b", "added B", "same c"]);
  });

  it("side by side: what was replaced stands beside what replaced it", () => {
    expect(rows("a\nb\nc\n", "a\nB\nB2\nc\n", "split")).toEqual(["@ 1 ", "a | a", "b | B", " | B2", "c | c"]);
  });

  it("side by side: what only went or only came has an empty side", () => {
    expect(rows("a\nb\n", "b\nc\n", "split")).toEqual(["@ 1 ", "a | ", "b | b", " | c"]);
  });
});
