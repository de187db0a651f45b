"use client";
import { age, exactUtc } from "@/lib/format";
import { useNow } from "./clock";

/** "6 min ago", with the exact time in UTC and here on hover. */
export function RelativeTime({ at, bare = false }: { at: string; bare?: boolean }) {
  const now = useNow();
  const words = now === null ? exactUtc(at).slice(11, 16) : age(now - Date.parse(at));
  const ago = now === null || bare || words === "now" ? words : `${words} ago`;
  const local = now === null ? "" : `\n${new Date(at).toLocaleString()} here`;
  return (
    <time dateTime={at} title={`${exactUtc(at)}${local}`} className="num tabular-nums whitespace-nowrap">
      {ago}
    </time>
  );
}
