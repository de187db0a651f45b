import type { ReactNode } from "react";
import type { DiffLine } from "@/lib/domain/hunk-lines";
import { visibleText } from "@/lib/format";

/** A line as it stands in the text: what would show nothing is written out, the words that differ are marked. */
export function LineText({ line }: { line: DiffLine }) {
  const { before = 0, after = 0 } = line.cut ?? {};
  return (
    <span dir="ltr">
      {before > 0 ? <Cut count={before} /> : null}
      {parts(line)}
      {after > 0 ? <Cut count={after} /> : null}
    </span>
  );
}

function Cut({ count }: { count: number }) {
  return <span className="text-ink-3 italic"> …{count.toLocaleString("en")} characters not shown… </span>;
}

function parts({ text, marks = [], kind }: DiffLine): ReactNode {
  const Mark = kind === "removed" ? "del" : "ins";
  const colour = kind === "removed" ? "bg-bad/20" : "bg-ok/20";
  const ends = marks.flat();
  return [0, ...ends].map((from, index) => {
    const part = visibleText(text.slice(from, ends[index] ?? text.length));
    if (index % 2 === 0) return part;
    return (
      <Mark key={from} className={`rounded-[2px] no-underline ${colour}`}>
        {part}
      </Mark>
    );
  });
}
