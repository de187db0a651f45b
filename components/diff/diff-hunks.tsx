"use client";
import { useMemo } from "react";
import type { TextDiff } from "@/lib/domain/text-diff";
import { type DiffView, diffRows } from "./diff-rows";
import { DiffTable } from "./diff-table";
import { useWide } from "./use-wide";

type Props = {
  diff: TextDiff;
  view: DiffView;
  /** What is compared, for those who hear the page. */
  label: string;
  /** What either side is called, as "Live" and "Git". */
  names: { before: string; after: string };
};

/** What differs between two texts, with some lines around it. Side by side needs room: on a phone it is one above the other. */
export function DiffHunks({ diff, view, label, names }: Props) {
  const wide = useWide();
  const shown = wide ? view : "unified";
  const rows = useMemo(() => (diff.state === "compared" ? diffRows(diff.hunks, shown) : []), [diff, shown]);
  switch (diff.state) {
    case "equal":
      return <p className="px-3.5 py-2 text-ink-2">Nothing differs.</p>;
    case "too-different":
      return (
        <p className="px-3.5 py-2 text-ink-2">
          {names.before} has {count(diff.before, "line")}, {names.after} {count(diff.after, "line")}, and too much
          differs to show it line by line.
        </p>
      );
    case "compared":
      return (
        <>
          <DiffTable rows={rows} view={shown} label={label} names={names} />
          {diff.leftOut > 0 ? (
            <p className="border-t border-line px-3.5 py-2 text-ink-2">
              {count(diff.leftOut, "changed line")} more {diff.leftOut === 1 ? "is" : "are"} not shown.
            </p>
          ) : null}
        </>
      );
  }
}

function count(number: number, word: string): string {
  return `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;
}
