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
const endOf = (links: ChainLink[]) => {
  const { seq, hash } = links.at(-1) ?? BEGINNING;
  return JSON.stringify({ head: { seq: String(seq), hash } });
};

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
    const links = chain(5);
    const lines = links.map(lineOf);
    const end = endOf(links);
    expect(await verdict([...lines, end])).toEqual({
      tone: "fine",
      words: "5 records up to 5, each as it was written, without a gap.",
    });
    expect(await verdict([...lines.toSpliced(1, 2), end], 1)).toEqual({
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
    expect(await verdict([endOf([])])).toEqual({ tone: "unknown", words: "There is no record in this file." });
  });

  it("is not taken for whole when its end is missing, cut off, of another file or followed by more", async () => {
    const links = chain(3);
    const lines = links.map(lineOf);
    expect((await verdict(lines)).words).toContain("The last line is missing");
    expect((await verdict([...lines, endOf(chain(2))])).words).toContain("names another head");
    expect((await verdict([...lines, endOf(links).replace(/"hash":"./, '"hash":"x')])).words).toContain("another head");
    expect((await verdict([...lines, endOf(links), lines[0] ?? ""])).words).toContain("lines after the last one");
    expect(await verdict([...lines.slice(0, 2), endOf(links)])).toMatchObject({
      words: "2 records up to 2, each as it was written; 1 gap where the filter left records out.",
    });
  });
});
