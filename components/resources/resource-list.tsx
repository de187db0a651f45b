"use client";
import { useState } from "react";
import type { ResourceRow } from "@/lib/http/contracts/resources";
import { ResourceLine } from "./resource-line";

const AT_ONCE = 200;

type Props = { rows: ResourceRow[]; opened: string | null; several: boolean };

/** Every resource, failing first. What ended well stands folded at the end; a long list is shown bit by bit. */
export function ResourceList({ rows, opened, several }: Props) {
  const done = rows.filter(isDone);
  const others = done.length === 0 ? rows : rows.filter((row) => !isDone(row));
  return (
    <>
      <Rows rows={others} opened={opened} several={several} />
      {done.length > 0 ? (
        <details className="border-t border-line" open={others.length === 0}>
          <summary className="cursor-pointer px-3.5 py-2 text-[12.5px] text-ink-3">
            {done.length === 1 ? "1 more, which ended well" : `${done.length} more, which ended well`}
          </summary>
          <Rows rows={done} opened={opened} several={several} />
        </details>
      ) : null}
    </>
  );
}

function Rows({ rows, opened, several }: Props) {
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <>
      <ul className="divide-y divide-line">
        {rows.slice(0, shown).map((row) => (
          <ResourceLine key={`${row.application}/${row.key}`} row={row} opened={opened === row.key} several={several} />
        ))}
      </ul>
      {rows.length > shown ? (
        <p className="flex items-center gap-3 border-t border-line px-3.5 py-2 text-[12.5px] text-ink-2">
          {shown} of {rows.length} are shown, the worst first.
          <button type="button" className="btn btn-small" onClick={() => setShown(shown + AT_ONCE)}>
            Show {Math.min(AT_ONCE, rows.length - shown)} more
          </button>
        </p>
      ) : null}
    </>
  );
}

function isDone(row: ResourceRow): boolean {
  return row.tone === "fine" && (row.hook || row.ended);
}
