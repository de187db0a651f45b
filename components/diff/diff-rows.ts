import type { DiffLine } from "@/lib/domain/hunk-lines";
import type { Hunk } from "@/lib/domain/text-diff";

export type DiffView = "unified" | "split";

export type DiffRow =
  /** Between two hunks, and above the first: what comes next stands inside of this, and begins at this line. */
  | { row: "hunk"; inside: string[]; from: number }
  | { row: "line"; line: DiffLine }
  | { row: "pair"; left: DiffLine | null; right: DiffLine | null };

/** Hunks as rows of a table: one line a row, or what was beside what is. */
export function diffRows(hunks: readonly Hunk[], view: DiffView): DiffRow[] {
  return hunks.flatMap((hunk): DiffRow[] => [
    { row: "hunk", inside: hunk.inside, from: hunk.lines[0]?.after ?? hunk.lines[0]?.before ?? 1 },
    ...(view === "split" ? paired(hunk.lines) : hunk.lines.map((line) => ({ row: "line", line }) as const)),
  ]);
}

function paired(lines: readonly DiffLine[]): DiffRow[] {
  const rows: DiffRow[] = [];
  let gone: DiffLine[] = [];
  let come: DiffLine[] = [];
  const settle = () => {
    for (let index = 0; index < Math.max(gone.length, come.length); index++)
      rows.push({ row: "pair", left: gone[index] ?? null, right: come[index] ?? null });
    gone = [];
    come = [];
  };
  for (const line of lines) {
    if (line.kind === "removed") gone.push(line);
    else if (line.kind === "added") come.push(line);
    else {
      settle();
      rows.push({ row: "pair", left: line, right: line });
    }
  }
  settle();
  return rows;
}
