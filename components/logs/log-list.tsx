"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { LogRow, type RowLook } from "./log-row";
import type { LogSnapshot, ShownLine } from "./log-store";

/** What was measured is remembered by line; so much of it, and it is measured anew. */
const MOST_MEASURED = 60_000;
const END_PX = 30;

export type Target = { id: number; turn: number };

type Props = {
  snapshot: LogSnapshot;
  /** Only the lines up to this one are shown, while the page is paused. */
  until: number | null;
  follow: boolean;
  look: RowLook;
  /** The moment that the address leads to, in milliseconds. */
  moment: number | null;
  /** Where to go: the line that a search has found, or that of the moment. */
  target: Target | null;
  chosen: number | null;
  whole: boolean;
  onChoose: (line: ShownLine | null) => void;
  onKey: (event: KeyboardEvent) => void;
  details: (line: ShownLine) => ReactNode;
};

/** The lines, of which only those in sight are drawn. It stays at the end as long as it is there. */
export function LogList(props: Props) {
  const { snapshot, until, follow, look, moment, target, chosen, whole, onChoose } = props;
  const { lines } = snapshot;
  const shown = until === null ? lines.length : countUntil(lines, until);
  const scroller = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  /** The last line that was seen at the end; null while the list stays at its end. */
  const [seen, setSeen] = useState<number | null>(moment === null ? null : 0);
  const isPinned = moment === null && until === null && seen === null;
  const virtualizer = useVirtualizer({
    count: shown,
    getScrollElement: () => scroller.current,
    estimateSize: () => 20,
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 12,
    anchorTo: "end",
  });
  const lastId = lines[shown - 1]?.id ?? 0;
  const missed = seen === null ? 0 : lastId - seen;

  // After every drawing: lines come, and those that are drawn turn out higher than was thought.
  useLayoutEffect(() => {
    const list = scroller.current;
    if (isPinned && list) list.scrollTop = list.scrollHeight;
  });

  const remeasure = useEffectEvent(() => {
    if (virtualizer.itemSizeCache.size > MOST_MEASURED) virtualizer.measure();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `letGo` is what this waits for
  useEffect(() => remeasure(), [snapshot.letGo]);

  const goTo = useEffectEvent((id: number, align: "center" | "auto") => {
    const index = indexOf(lines, id);
    if (index < 0) return;
    setSeen((known) => known ?? lastId);
    virtualizer.scrollToIndex(index, { align });
  });
  useEffect(() => {
    if (target) goTo(target.id, "center");
  }, [target]);
  useEffect(() => {
    if (chosen !== null) goTo(chosen, "auto");
  }, [chosen]);

  /** Only going up lets go of the end: the list itself never does. */
  function scrolled() {
    const list = scroller.current;
    if (!list) return;
    const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight <= END_PX;
    const wentUp = list.scrollTop < lastTop.current;
    lastTop.current = list.scrollTop;
    if (isAtEnd && !wentUp && chosen === null) setSeen(null);
    else if (wentUp && !isAtEnd) setSeen((known) => known ?? lastId);
  }

  function toEnd() {
    onChoose(null);
    setSeen(null);
  }

  function clicked(event: MouseEvent) {
    const row = event.target instanceof Element ? event.target.closest("[data-line]") : null;
    if (!row || event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement) return;
    if (window.getSelection()?.isCollapsed === false) return;
    const line = lines[indexOf(lines, Number(row.getAttribute("data-line")))];
    if (line) onChoose(line.id === chosen ? null : line);
  }

  return (
    <div className="relative">
      <div
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label="Log lines"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
        tabIndex={0}
        onScroll={scrolled}
        onClick={clicked}
        onKeyDown={props.onKey}
        className="h-[max(320px,calc(100dvh-300px))] overflow-auto overscroll-contain bg-surface font-mono text-[12px] -outline-offset-2 [font-variant-ligatures:none]"
      >
        <div className="relative w-max min-w-full max-sm:w-full" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const line = lines[item.index];
            if (!line) return null;
            return (
              <div
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                data-line={line.id}
                className={`absolute top-0 left-0 min-w-full ${look.wrap ? "w-full" : "max-sm:w-full"}`}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <LogRow
                  line={line}
                  look={look}
                  chosen={line.id === chosen}
                  whole={whole && line.id === chosen}
                  marked={moment !== null && line.at === moment}
                />
                {line.id === chosen ? props.details(line) : null}
              </div>
            );
          })}
        </div>
      </div>
      {missed > 0 && follow ? (
        <button
          type="button"
          className="btn btn-small absolute right-5 bottom-3 border-accent bg-accent-soft text-accent"
          onClick={toEnd}
        >
          {missed.toLocaleString("en")} new {missed === 1 ? "line" : "lines"} ↓
        </button>
      ) : null}
    </div>
  );
}

/** Ids rise along the lines, without gaps. */
export function indexOf(lines: readonly ShownLine[], id: number): number {
  const index = id - (lines[0]?.id ?? 0);
  return lines[index]?.id === id ? index : -1;
}

function countUntil(lines: readonly ShownLine[], until: number): number {
  return Math.min(lines.length, Math.max(0, until - (lines[0]?.id ?? 0) + 1));
}
