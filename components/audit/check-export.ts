import { BEGINNING, type ChainHead, type ChainLink, follow, hashedText } from "@/lib/domain/audit/chain";
import { counted } from "@/lib/domain/counted";
import type { Tone } from "@/lib/http/contracts/status";

export type FileVerdict = { tone: Tone; words: string };

/**
 * What an export in JSON Lines proves by itself: each record's own hash always; that one follows from the other where they
 * stand next to each other. A filter leaves records out, so that gaps in the numbers are counted and not called faults.
 */
export async function checkExport(file: ReadableStream<Uint8Array>): Promise<FileVerdict> {
  // Browsers hash only on pages that came over https or from this machine.
  if (!globalThis.crypto.subtle)
    return { tone: "unknown", words: "This browser does not check files on a page without https." };
  let records = 0;
  let gaps = 0;
  let end: ChainHead | null = null;
  let head: ChainHead = BEGINNING;
  for await (const line of linesOf(file)) {
    const link = linkOf(line);
    if (end) return { tone: "failing", words: "There are lines after the last one: the file was put together." };
    if (link && "last" in link) {
      end = link.last;
      continue;
    }
    if (!link) return { tone: "failing", words: `Line ${records + 1} is not a record.` };
    const missing = link.seq > head.seq + 1n;
    if (missing) gaps++;
    const before = missing ? { seq: link.seq - 1n, hash: link.prev } : head;
    const step = follow(before, link, await sha256(hashedText(link)));
    if (!step.ok) return { tone: "failing", words: `Record ${step.fault.seq}: ${step.fault.reason}` };
    head = step.head;
    records++;
  }
  if (!end)
    return { tone: "failing", words: "The last line is missing: the file was cut off, or the export broke off." };
  if (end.seq < head.seq || (end.seq === head.seq && end.hash !== head.hash))
    return { tone: "failing", words: "The last line names another head than the last record." };
  if (end.seq > head.seq) gaps++;
  if (records === 0) return { tone: "unknown", words: "There is no record in this file." };
  const whole = `${counted(records, "record")} up to ${head.seq}, each as it was written`;
  return gaps === 0
    ? { tone: "fine", words: `${whole}, without a gap.` }
    : { tone: "fine", words: `${whole}; ${counted(gaps, "gap")} where the filter left records out.` };
}

function linkOf(line: string): ChainLink | { last: ChainHead } | null {
  try {
    const { seq, body, prev, hash, head } = JSON.parse(line) as Record<string, unknown>;
    if (seq === undefined) return lastOf(head);
    if (typeof seq !== "string" || !/^\d{1,18}$/.test(seq)) return null;
    if (typeof body !== "string" || typeof prev !== "string" || typeof hash !== "string") return null;
    return { seq: BigInt(seq), body, prev, hash };
  } catch {
    return null;
  }
}

function lastOf(head: unknown): { last: ChainHead } | null {
  if (head === null || typeof head !== "object" || !("seq" in head) || !("hash" in head)) return null;
  if (typeof head.seq !== "string" || !/^\d{1,18}$/.test(head.seq) || typeof head.hash !== "string") return null;
  return { last: { seq: BigInt(head.seq), hash: head.hash } };
}

async function* linesOf(file: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = file.getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + decoder.decode(value, { stream: !done })).split("\n");
    rest = done ? "" : (lines.pop() ?? "");
    for (const line of lines) if (line.trim() !== "") yield line;
    if (done) return;
  }
}

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
