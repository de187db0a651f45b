"use client";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { StatusMark } from "@/components/status/status-mark";
import { TONE_TEXT } from "@/components/status/tones";
import { Plain } from "@/components/ui/plain";
import { restartWords, syncWords } from "@/lib/domain/status-words";
import type { Cell } from "@/lib/http/contracts/overview";

const FILL: Partial<Record<Cell["tone"], string>> = { failing: "bg-bad-soft", moving: "bg-move-soft" };

/** One service in one environment. Only what fails or moves fills its cell; what changed glows for a moment. */
export function CellView({ cell, short, href }: { cell: Cell | null; short: string; href?: string }) {
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
    <td ref={place} data-cell={cell?.key} className={`cell ${fill}`}>
      <div className="cell-row">
        <Plain text={short} most={40} className="cell-place" />
        {cell ? <CellContent cell={cell} href={href} /> : <span className="text-ink-3">not here</span>}
      </div>
    </td>
  );
}

function CellContent({ cell, href }: { cell: Cell; href: string | undefined }) {
  const quiet = cell.tone === "fine" ? "text-ink-3" : `${TONE_TEXT[cell.tone]} font-medium`;
  const pod = cell.failing[0];
  return (
    <>
      {href ? (
        <Link href={href} prefetch={false}>
          <Versions cell={cell} />
        </Link>
      ) : (
        <Versions cell={cell} />
      )}
      <span className="cell-state" title={`${cell.health}, ${syncWords(cell.sync)}`}>
        <StatusMark tone={cell.tone} />
        <Plain text={cell.words} most={40} className={quiet} />
      </span>
      <span className="cell-more">
        {cell.stillServes ? <Plain text={cell.stillServes} most={60} className="text-ink-2" /> : null}
        {pod && pod.restarts > 0 ? <span>{restartWords(pod.restarts)}</span> : null}
        {cell.tone === "moving" && cell.ready ? <Progress ready={cell.ready.ready} total={cell.ready.total} /> : null}
        {hidesSync(cell) ? <span>{syncWords(cell.sync)}</span> : null}
        {cell.inGit ? (
          <span className="rounded-full bg-accent-soft px-2 py-px text-xs font-medium text-accent">
            <Plain text={cell.inGit} most={40} /> in Git
          </span>
        ) : null}
        {cell.lag ? <span className="tag">{cell.lag}</span> : null}
      </span>
    </>
  );
}

/** What waits and what was changed behind Git is out of sync by its own words; beside any other it is said. */
function hidesSync({ sync, state }: Cell): boolean {
  return sync === "OutOfSync" && state !== "waiting-for-sync" && state !== "changed-behind-git";
}

/** "2.4.0 → 2.5.0" while another version runs than is desired; one version otherwise. */
function Versions({ cell }: { cell: Cell }) {
  const old = cell.running.filter((version) => version !== cell.desired);
  const shown = cell.desired ?? cell.running.at(-1) ?? "–";
  const words = cell.desired !== null && old.length > 0 ? `${old.join(", ")} → ${cell.desired}` : shown;
  return <Plain text={words} most={60} className="cell-version" />;
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
