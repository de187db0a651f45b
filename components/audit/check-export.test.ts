import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { BEGINNING, type ChainLink, hashedText } from "@/lib/domain/audit/chain";
import { checkExport } from "./check-export";

function chain(count: number): ChainLink[] {
  const links: ChainLink[] = [];
  for (let index = 0; index < count; index++) {
    const { seq, hash: prev } = links.at(-1) ?? BEGINNING;
    const link = { seq: seq + 1n, body: `{"line":"é ${index}"}`, prev };
    links.push({ ...link, hash: createHash("sha256").update(hashedText(link)).digest("hex") });
  }
  return links;
}

const lineOf = ({ seq, ...rest }: ChainLink) => JSON.stringify({ seq: String(seq), ...rest });
const END = JSON.stringify({ head: { seq: "9", hash: "x" } });

/** Cut anywhere, also in the middle of a character. */
const verdict = (lines: string[], cut = 7) => {
  const bytes = new TextEncoder().encode(`${lines.join("\n")}\n`);
  return checkExport(
    new ReadableStream({
      start(controller) {
        for (let at = 0; at < bytes.length; at += cut) controller.enqueue(bytes.slice(at, at + cut));
        controller.close();
      },
    }),
  );
};

describe("an exported file, checked in the browser", () => {
  it("is what was written, whole or with the gaps of a filter", async () => {
    const lines = chain(5).map(lineOf);
    expect(await verdict([...lines, END])).toEqual({
      tone: "fine",
      words: "5 records up to 5, each as it was written, without a gap.",
    });
    expect(await verdict([...lines.toSpliced(1, 2), END], 1)).toEqual({
      tone: "fine",
      words: "3 records up to 5, each as it was written; 1 gap where the filter left records out.",
    });
  });

  it("names the record that was changed, replaced, doubled or cannot be read", async () => {
    const links = chain(3);
    const lines = links.map(lineOf);
    const changed = lineOf({ ...(links[1] as ChainLink), body: "{}" });
    expect((await verdict(lines.with(1, changed))).words).toContain("Record 2: Its content");
    expect((await verdict(lines.with(1, lineOf({ ...(links[1] as ChainLink), prev: "0" })))).words).toContain(
      "Record 2: It does not follow record 1",
    );
    expect((await verdict(lines.toSpliced(1, 0, lines[0] ?? ""))).words).toContain("Record 1: Number 2 was due");
    expect((await verdict(lines.with(2, "<html>"))).words).toBe("Line 3 is not a record.");
    expect(await verdict([END])).toEqual({ tone: "unknown", words: "There is no record in this file." });
  });
});
