import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DiffLine } from "./hunk-lines";
import { type TextDiff, textDiff } from "./text-diff";

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`);
const text = (lines: string[]) => `${lines.join("\n")}\n`;

function compared(diff: TextDiff) {
  if (diff.state !== "compared") throw new Error(`expected a comparison, got ${diff.state}`);
  return diff;
}

const signs = { same: " ", added: "+", removed: "-" } as const;
const drawn = (line: DiffLine) => `${signs[line.kind]}${line.text}`;
const marked = (line: DiffLine | undefined) => (line?.marks ?? []).map(([from, to]) => line?.text.slice(from, to));

describe("what differs between two texts", () => {
  it("is nothing where they are equal", () => {
    fc.assert(
      fc.property(fc.string(), (one) => {
        expect(textDiff(one, one)).toEqual({ state: "equal" });
      }),
    );
  });

  it("is shown with three lines around it, numbered on both sides", () => {
    const lines = numbered(20);
    const diff = compared(textDiff(text(lines), text(lines.with(9, "another"))));
    expect(diff).toMatchObject({ added: 1, removed: 1, leftOut: 0 });
    expect(diff.hunks).toHaveLength(1);
    expect(diff.hunks[0]?.lines.map(drawn)).toEqual([
      " line 7",
      " line 8",
      " line 9",
      "-line 10",
      "+another",
      " line 11",
      " line 12",
      " line 13",
    ]);
    expect(diff.hunks[0]?.lines.map((line) => [line.before, line.after])).toEqual([
      [7, 7],
      [8, 8],
      [9, 9],
      [10, null],
      [null, 10],
      [11, 11],
      [12, 12],
      [13, 13],
    ]);
  });

  it.each([
    { gap: 6, hunks: 1 },
    { gap: 7, hunks: 2 },
  ])("changes $gap lines apart make $hunks hunks", ({ gap, hunks }) => {
    const lines = numbered(40);
    const changed = lines.with(10, "one").with(11 + gap, "two");
    expect(compared(textDiff(text(lines), text(changed))).hunks).toHaveLength(hunks);
  });

  it("says what a hunk stands inside of", () => {
    const yaml = [
      "spec:",
      "  template:",
      "    containers:",
      "      - name: web",
      "        image: a:1",
      "        tty: true",
    ];
    const diff = compared(textDiff(text(yaml), text(yaml.with(4, "        image: a:2")), { context: 0 }));
    expect(diff.hunks[0]?.inside).toEqual(["spec", "template", "containers", "- name: web"]);
  });

  it("marks the words that differ, and none where two lines have nothing in common", () => {
    const short = compared(textDiff("image: linq/web:2.3.0 # kept\n", "image: linq/web:2.4.0 # kept\n"));
    expect(short.hunks[0]?.lines.map(marked)).toEqual([["3"], ["4"]]);
    const other = compared(textDiff("replicas: 3\n", "image: linq/web\n"));
    expect(other.hunks[0]?.lines.map(marked)).toEqual([[], []]);
  });

  it.each([
    ["a last line break", "a\n", "a", ["-"]],
    ["nothing at all before", "", "a\nb\n", ["+a", "+b"]],
    ["nothing at all after", "a\nb\n", "", ["-a", "-b"]],
    ["another line ending", "a\r\n", "a\n", ["-a\r", "+a"]],
  ])("sees %s", (_, before, after, lines) => {
    const diff = compared(textDiff(before, after));
    expect(diff.hunks.flatMap((hunk) => hunk.lines.filter((line) => line.kind !== "same").map(drawn))).toEqual(lines);
  });

  it("gives the other text when its hunks are applied", () => {
    const line = fc.constantFrom("a", "b", "c: 1", "  d: 2", "", "   ");
    const anyText = fc
      .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
      .map(([lines, ends]) => lines.join("\n") + (ends ? "\n" : ""));
    fc.assert(
      fc.property(anyText, anyText, fc.nat(4), (before, after, context) => {
        const diff = textDiff(before, after, { context });
        expect(applied(before, after, diff)).toBe(after);
      }),
      { numRuns: 500 },
    );
  });
});

describe("texts too large to show whole", () => {
  it("a line is cut around its first difference, with what was left out counted", () => {
    const long = `${"x".repeat(5_000)}one${"y".repeat(5_000)}`;
    const diff = compared(textDiff(long, long.replace("one", "two")));
    const [gone, come] = diff.hunks[0]?.lines ?? [];
    expect(gone?.text).toHaveLength(400);
    expect(gone?.text).toContain("one");
    expect(come?.text).toContain("two");
    expect(gone?.cut).toEqual({ before: 4_920, after: 10_003 - 4_920 - 400 });
  });

  it("no character is cut in two", () => {
    const lines = ["😀".repeat(900), `${"😀".repeat(899)}a`];
    const diff = compared(textDiff(lines[0] ?? "", lines[1] ?? ""));
    for (const line of diff.hunks[0]?.lines ?? []) expect(line.text).not.toMatch(/\p{Cs}/u);
  });

  it("changed lines beyond the bound are left out, and counted", () => {
    const diff = compared(textDiff("", text(numbered(10_000)), { mostLines: 100 }));
    expect(diff.hunks.flatMap((hunk) => hunk.lines)).toHaveLength(100);
    expect(diff).toMatchObject({ added: 10_000, removed: 0, leftOut: 9_900 });
  });

  it("of what was replaced, both sides are shown as far as there is room", () => {
    const other = numbered(500).map((line) => `other ${line}`);
    const diff = compared(textDiff(text(numbered(500)), text(other), { mostLines: 100 }));
    const kinds = diff.hunks.flatMap((hunk) => hunk.lines.map((line) => line.kind));
    expect(kinds.filter((kind) => kind === "removed")).toHaveLength(50);
    expect(kinds.filter((kind) => kind === "added")).toHaveLength(50);
  });

  it("what has next to nothing in common is not compared line by line, and says so", () => {
    const other = numbered(50_000).map((line, index) => (index % 100 === 0 ? line : `other ${line}`));
    expect(textDiff(text(numbered(50_000)), text(other))).toEqual({
      state: "too-different",
      before: 50_000,
      after: 50_000,
    });
  });
});

/** As `patch` would: what is between the hunks is copied, what they say is done. */
function applied(before: string, after: string, diff: TextDiff): string {
  if (diff.state !== "compared") return diff.state === "equal" ? before : after;
  const source = before === "" ? [] : before.split("\n");
  if (before !== "" && before.endsWith("\n") && (after === "" || after.endsWith("\n"))) source.pop();
  const result: string[] = [];
  let place = 0;
  for (const line of diff.hunks.flatMap((hunk) => hunk.lines)) {
    while (line.before !== null && place < line.before - 1) result.push(source[place++] ?? "");
    while (line.before === null && line.after !== null && result.length < line.after - 1)
      result.push(source[place++] ?? "");
    if (line.kind !== "removed") result.push(line.text);
    if (line.kind !== "added") place++;
  }
  result.push(...source.slice(place));
  const ends = after.endsWith("\n") && (before === "" || before.endsWith("\n"));
  return result.join("\n") + (ends && result.length > 0 ? "\n" : "");
}
