"use client";
import { useNow } from "@/components/ui/clock";
import { ago, exactUtc } from "@/lib/format";

/** The time of day in UTC; the whole of it, here too, and how long ago, on hover. */
export function Moment({ at }: { at: string }) {
  const now = useNow();
  const exact = exactUtc(at);
  const here = now === null ? "" : `\n${new Date(at).toLocaleString()} here\n${ago(now - Date.parse(at))}`;
  return (
    <time dateTime={at} title={`${exact}${here}`} className="text-ink-2 tabular-nums whitespace-nowrap">
      {exact.slice(11, 16)}
    </time>
  );
}
