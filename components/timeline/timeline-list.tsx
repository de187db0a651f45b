"use client";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import Link from "next/link";
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useNow } from "@/components/ui/clock";
import { ErrorPanel } from "@/components/ui/error-panel";
import { exactUtc } from "@/lib/format";
import type { TimelinePage } from "@/lib/http/contracts/timeline";
import { type Choices, timelinePath } from "@/lib/routes";
import { dayWords, type TimelineItem, timelineItems } from "./timeline-items";
import { TimelineRow } from "./timeline-row";
import { useTimeline } from "./use-timeline";

const ROW_PX = 46;
const BEYOND = 10;
/** What the server draws before a browser says how much room there is. */
const FIRST_SCREEN = { width: 1280, height: 1400 };

type Props = { initial: TimelinePage; choices: Choices };

export function TimelineList({ initial, choices }: Props) {
  const { shown, waiting, takeNew, older, loadOlder, error, reload } = useTimeline(choices, initial);
  const top = useRef<HTMLDivElement>(null);
  const showNew = () => {
    takeNew();
    window.scrollTo({ top: 0 });
    top.current?.focus({ preventScroll: true });
  };
  return (
    <section aria-label="What happened, newest first" ref={top} tabIndex={-1} className="outline-none">
      {error ? (
        <div className="pb-3">
          <ErrorPanel title="What is new could not be loaded." detail={error.message} onRetry={reload} />
        </div>
      ) : null}
      {/* It takes no room: nothing moves when it comes. */}
      <div aria-live="polite" className="sticky top-[58px] z-[5] flex h-0 justify-center">
        {waiting > 0 ? (
          <button
            type="button"
            onClick={showNew}
            className="btn btn-small rounded-full border-accent bg-accent-soft text-accent shadow-lg"
          >
            {waiting} new
          </button>
        ) : null}
      </div>
      {shown.entries.length === 0 && shown.next === null ? (
        <Nothing filtered={timelinePath(choices) !== timelinePath()} />
      ) : (
        <div className="card overflow-clip">
          <Rows page={shown} />
          <Older page={shown} older={older} onMore={loadOlder} />
        </div>
      )}
    </section>
  );
}

/** Only the rows in view are in the page, however far one has scrolled. */
function Rows({ page }: { page: TimelinePage }) {
  const now = useNow();
  const items = useMemo(() => timelineItems(page.entries), [page]);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLOListElement>(null);
  const [above, setAbove] = useState(0);
  useLayoutEffect(() => {
    const from = list.current ? list.current.getBoundingClientRect().top + window.scrollY : 0;
    setAbove((before) => (Math.abs(before - from) < 1 ? before : from));
  });
  const virtual = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => ROW_PX,
    overscan: BEYOND,
    scrollMargin: above,
    initialRect: FIRST_SCREEN,
    getItemKey: (index) => items[index]?.key ?? index,
  });
  const rows = virtual.getVirtualItems();
  const [first, last] = [rows[0], rows.at(-1)];
  const toggle = (id: string, isOpen: boolean) =>
    setOpen((before) => {
      if (before.has(id) === isOpen) return before;
      const after = new Set(before);
      if (isOpen) after.add(id);
      else after.delete(id);
      return after;
    });
  const draw = (item: TimelineItem) =>
    "day" in item ? (
      <h2 className="bg-sunken px-3.5 py-1.5 text-[12.5px] text-ink-2">
        {dayWords(item.day, now)} <span className="font-normal text-ink-3">UTC</span>
      </h2>
    ) : (
      <TimelineRow entry={item.entry} open={open.has(item.key)} onToggle={(isOpen) => toggle(item.key, isOpen)} />
    );
  return (
    <ol
      ref={list}
      style={{
        paddingTop: first ? first.start - above : 0,
        paddingBottom: last ? virtual.getTotalSize() - (last.end - above) : 0,
      }}
    >
      {rows.map((row) => {
        const item = items[row.index];
        return item ? (
          <li key={row.key} data-index={row.index} ref={virtual.measureElement} className="border-b border-line">
            {draw(item)}
          </li>
        ) : null;
      })}
    </ol>
  );
}

type OlderProps = { page: TimelinePage; older: { loading: boolean; error: string | null }; onMore: () => void };

/** What is older comes when one gets near to it, or at a press; after a failure only at a press. */
function Older({ page, older, onMore }: OlderProps) {
  const end = useRef<HTMLDivElement>(null);
  const stopped = older.error !== null || page.searchedTo !== null;
  const more = useEffectEvent(onMore);
  useEffect(() => {
    const element = end.current;
    if (!element || stopped || page.next === null) return;
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some((one) => one.isIntersecting)) more();
      },
      { rootMargin: "600px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [page, stopped]);
  if (page.next === null) return <p className="px-3.5 py-2.5 text-[12.5px] text-ink-3">That is all that is kept.</p>;
  return (
    <div ref={end} className="flex flex-wrap items-center gap-3 px-3.5 py-2.5 text-[12.5px] text-ink-2">
      {older.error !== null ? <p role="alert">What is older could not be loaded. {older.error}</p> : null}
      {older.error === null && page.searchedTo !== null ? (
        <p>Searched back to {exactUtc(page.searchedTo)}; there may be more before that.</p>
      ) : null}
      <button type="button" className="btn btn-small" disabled={older.loading} onClick={onMore}>
        {older.loading
          ? "Loading…"
          : older.error !== null
            ? "Try again"
            : page.searchedTo !== null
              ? "Search further back"
              : "Load more"}
      </button>
    </div>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  return (
    <div className="card p-4 text-ink-2">
      {filtered ? (
        <p>
          Nothing that is kept fits these filters.{" "}
          <Link className="text-accent underline" href={timelinePath()} scroll={false}>
            Show everything
          </Link>
        </p>
      ) : (
        <p>Nothing has happened yet. The first commit or sync appears here by itself.</p>
      )}
    </div>
  );
}
