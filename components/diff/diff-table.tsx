"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useRef } from "react";
import { COLUMNS, DiffRowCells } from "./diff-row";
import type { DiffRow, DiffView } from "./diff-rows";

/** Longer tables hold only the rows in sight, and scroll by themselves. */
const MOST_ROWS_WHOLE = 300;
const ROW_PX = 20;

type Props = { rows: DiffRow[]; view: DiffView; label: string; names: { before: string; after: string } };

export function DiffTable(props: Props) {
  return props.rows.length > MOST_ROWS_WHOLE ? <ScrolledTable {...props} /> : <WholeTable {...props} />;
}

function WholeTable(props: Props) {
  return (
    <Table {...props}>
      {props.rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a difference is drawn anew as a whole, its rows have no other name
        <tr key={index} className="align-top">
          <DiffRowCells row={row} view={props.view} />
        </tr>
      ))}
    </Table>
  );
}

function ScrolledTable(props: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: props.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 20,
  });
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section ref={scroller} aria-label={props.label} tabIndex={0} className="max-h-[70vh] overflow-y-auto">
      <Table {...props}>
        <Space height={above} view={props.view} />
        {items.map((item) => {
          const row = props.rows[item.index];
          return row ? (
            <tr
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              aria-rowindex={item.index + 2}
              className="align-top"
            >
              <DiffRowCells row={row} view={props.view} />
            </tr>
          ) : null;
        })}
        <Space height={below} view={props.view} />
      </Table>
    </section>
  );
}

function Space({ height, view }: { height: number; view: DiffView }) {
  if (height <= 0) return null;
  return (
    <tr>
      <td colSpan={COLUMNS[view]} style={{ height, padding: 0 }} />
    </tr>
  );
}

function Table({ rows, view, label, names, children }: Props & { children: ReactNode }) {
  return (
    <table className="w-full table-fixed border-collapse" aria-rowcount={rows.length + 1}>
      <caption className="sr-only">{label}</caption>
      <Columns view={view} />
      {view === "split" ? <SplitHead names={names} /> : <UnifiedHead names={names} />}
      <tbody>{children}</tbody>
    </table>
  );
}

/** The text has all the room that numbers and signs leave. */
function Columns({ view }: { view: DiffView }) {
  const number = <col className="w-8 sm:w-11" />;
  const sign = <col className="w-4" />;
  if (view === "unified")
    return (
      <colgroup>
        {number}
        {number}
        {sign}
        <col />
      </colgroup>
    );
  return (
    <colgroup>
      {number}
      {sign}
      <col />
      {number}
      {sign}
      <col />
    </colgroup>
  );
}

function UnifiedHead({ names }: { names: Props["names"] }) {
  return (
    <thead className="sr-only">
      <tr>
        <th scope="col">Line in {names.before}</th>
        <th scope="col">Line in {names.after}</th>
        <th scope="col">Change</th>
        <th scope="col">Text</th>
      </tr>
    </thead>
  );
}

function SplitHead({ names }: { names: Props["names"] }) {
  return (
    <thead>
      <tr className="text-left text-xs text-ink-3">
        {[names.before, names.after].map((name) => (
          <th key={name} scope="colgroup" colSpan={3} className="px-3 py-1 font-medium">
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}
