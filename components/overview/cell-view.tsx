"use client";
import { useEffect, useRef } from "react";
import { StatusMark } from "@/components/status/status-mark";
import { TONE_TEXT } from "@/components/status/tones";
import { Plain } from "@/components/ui/plain";
import type { Cell } from "@/lib/http/contracts/overview";

const FILL: Partial<Record<Cell["tone"], string>> = { failing: "bg-bad-soft", moving: "bg-move-soft" };

/** One service in one environment. Only what fails or moves fills its cell; what changed glows for a moment. */
export function CellView({ cell, short }: { cell: Cell | null; short: string }) {
  const place = useRef<HTMLTableCellElement>(null);
  const shape = cell ? `${cell.state}|${cell.desired}|${cell.running.join()}|${cell.words}` : "";
  const before = useRef(shape);
  useEffect(() => {
    if (before.current === shape) return;
    before.current = shape;
    const element = place.current;
    element?.classList.add("glow");
    // Begins anew without a layout of the whole table, which reading a size would force.
    for (const animation of element?.getAnimations() ?? []) animation.currentTime = 0;
  }, [shape]);
  const fill = cell ? (FILL[cell.tone] ?? "") : "";
  return (
    <td
      ref={place}
      data-cell={cell?.key}
      className={`block border-t border-line px-3.5 py-2 md:table-cell md:border-l ${fill}`}
    >
      <div className="flex min-h-6 flex-wrap items-center gap-x-2.5 gap-y-1">
        <Plain text={short} most={40} className="w-20 text-[12.5px] text-ink-3 md:hidden" />
        {cell ? <CellContent cell={cell} /> : <span className="text-ink-3">not here</span>}
      </div>
    </td>
  );
}

function CellContent({ cell }: { cell: Cell }) {
  const quiet = cell.tone === "fine" ? "text-ink-3 font-normal" : `${TONE_TEXT[cell.tone]} font-medium`;
  const pod = cell.failing[0];
  return (
    <>
      <Versions cell={cell} />
      <span
        className="inline-flex items-center gap-1.5 whitespace-nowrap"
        title={`${cell.health}, ${cell.sync === "OutOfSync" ? "out of sync" : cell.sync === "Synced" ? "synced" : "sync not known"}`}
      >
        <StatusMark tone={cell.tone} />
        <Plain text={cell.words} most={40} className={quiet} />
      </span>
      <span className="ml-auto flex flex-wrap items-center gap-1.5 text-[12.5px] text-ink-3">
        {cell.stillServes ? <Plain text={cell.stillServes} most={60} className="text-ink-2" /> : null}
        {pod && pod.restarts > 0 ? <span>{pod.restarts === 1 ? "1 restart" : `${pod.restarts} restarts`}</span> : null}
        {cell.tone === "moving" && cell.ready ? <Progress ready={cell.ready.ready} total={cell.ready.total} /> : null}
        {cell.inGit ? (
          <span className="rounded-full bg-accent-soft px-2 py-px text-xs font-medium text-accent">
            <Plain text={cell.inGit} most={40} /> in Git
          </span>
        ) : null}
        {cell.lag ? (
          <span className="rounded-full bg-mute-soft px-2 py-px text-xs font-medium text-ink-2">{cell.lag}</span>
        ) : null}
      </span>
    </>
  );
}

/** "2.4.0 → 2.5.0" while another version runs than is desired; one version otherwise. */
function Versions({ cell }: { cell: Cell }) {
  const old = cell.running.filter((version) => version !== cell.desired);
  const shown = cell.desired ?? cell.running.at(-1) ?? "–";
  const words = cell.desired !== null && old.length > 0 ? `${old.join(", ")} → ${cell.desired}` : shown;
  return <Plain text={words} most={60} className="font-mono text-[13px] font-medium" />;
}

function Progress({ ready, total }: { ready: number; total: number }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span
        role="img"
        aria-label={`${ready} of ${total} pods ready`}
        className="inline-block h-1 w-12 overflow-hidden rounded-full bg-line"
      >
        <span
          className="block h-full bg-move"
          style={{ width: `${total === 0 ? 0 : Math.round((ready / total) * 100)}%` }}
        />
      </span>
      <span className="tabular-nums">
        {ready}/{total}
      </span>
    </span>
  );
}
