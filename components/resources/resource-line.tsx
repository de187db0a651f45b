"use client";
import { memo } from "react";
import { StatusMark } from "@/components/status/status-mark";
import { TONE_TEXT } from "@/components/status/tones";
import { Plain } from "@/components/ui/plain";
import type { ResourceRow } from "@/lib/http/contracts/resources";
import { ResourceAside } from "./resource-aside";
import { ResourceLink } from "./resource-link";

type Props = {
  row: ResourceRow;
  opened: boolean;
  /** Of several Applications: then each says its own. */
  several?: boolean;
  /** Without its kind, where all are of one. */
  bare?: boolean;
};

/** One resource on one line: mark, name, how it stands, and what it runs, where and since when. */
export const ResourceLine = memo(function ResourceLine({ row, opened, several = false, bare = false }: Props) {
  return (
    <li
      className={`grid grid-cols-[20px_minmax(0,1fr)] items-start gap-x-3 px-3.5 py-2 sm:grid-cols-[20px_minmax(0,1.1fr)_minmax(0,1.1fr)_minmax(0,0.8fr)] ${opened ? "bg-accent-soft" : ""}`}
    >
      <StatusMark tone={row.tone} />
      <span className="min-w-0 break-words">
        <ResourceLink row={row} bare={bare} />
      </span>
      <span className="col-start-2 min-w-0 text-[12.5px] break-words sm:col-start-auto sm:text-[13px]">
        <Plain text={row.words} most={160} className={row.tone === "fine" ? "text-ink-3" : TONE_TEXT[row.tone]} />
        {row.message && row.tone !== "fine" ? (
          <Plain text={row.message} most={200} className="block text-[12.5px] text-ink-2" />
        ) : null}
      </span>
      <ResourceAside row={row} several={several} />
    </li>
  );
});
