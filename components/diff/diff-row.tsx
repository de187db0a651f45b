import { Plain } from "@/components/ui/plain";
import type { DiffLine } from "@/lib/domain/hunk-lines";
import type { DiffView, DiffRow as Row } from "./diff-rows";
import { LineText } from "./line-text";

/** Never by colour alone: the sign is there to see, the word to hear. */
const SIGNS = {
  same: { sign: "", word: "", colour: "" },
  added: { sign: "+", word: "added", colour: "bg-ok-soft" },
  removed: { sign: "−", word: "removed", colour: "bg-bad-soft" },
} as const;

export const COLUMNS = { unified: 4, split: 6 } as const satisfies Record<DiffView, number>;

/** The cells of one row. */
export function DiffRowCells({ row, view }: { row: Row; view: DiffView }) {
  switch (row.row) {
    case "hunk":
      return (
        <th
          scope="colgroup"
          colSpan={COLUMNS[view]}
          className="border-y border-line bg-sunken px-3 py-1 text-left text-xs font-normal text-ink-3"
        >
          Line {row.from}
          {row.inside.length > 0 ? ", in " : ""}
          <Plain text={row.inside.join(" › ")} most={200} className="font-mono text-ink-2" />
        </th>
      );
    case "line":
      return (
        <>
          <LineNumber line={row.line} number={row.line.before} />
          <LineNumber line={row.line} number={row.line.after} />
          <Sign line={row.line} />
          <Text line={row.line} />
        </>
      );
    case "pair":
      return (
        <>
          <Side line={row.left} number={row.left?.before ?? null} />
          <Side line={row.right} number={row.right?.after ?? null} />
        </>
      );
  }
}

function Side({ line, number }: { line: DiffLine | null; number: number | null }) {
  if (!line) return <td colSpan={3} className="bg-sunken" />;
  return (
    <>
      <LineNumber line={line} number={number} />
      <Sign line={line} />
      <Text line={line} />
    </>
  );
}

function LineNumber({ line, number }: { line: DiffLine; number: number | null }) {
  return (
    <td className={`px-1 text-right text-[11px] text-ink-3 tabular-nums select-none ${SIGNS[line.kind].colour}`}>
      {number}
    </td>
  );
}

function Sign({ line }: { line: DiffLine }) {
  const { sign, word, colour } = SIGNS[line.kind];
  return (
    <td className={`text-center font-mono text-[12.5px] ${colour}`}>
      <span aria-hidden="true">{sign}</span>
      <span className="sr-only">{word}</span>
    </td>
  );
}

function Text({ line }: { line: DiffLine }) {
  return (
    <td
      className={`pr-3 font-mono text-[12.5px] leading-5 [overflow-wrap:anywhere] whitespace-pre-wrap ${SIGNS[line.kind].colour}`}
    >
      <LineText line={line} />
    </td>
  );
}
