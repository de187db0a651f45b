"use client";
import { Command } from "cmdk";
import { useRef } from "react";
import { StatusMark } from "@/components/status/status-mark";
import { TONE_TEXT } from "@/components/status/tones";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Entry } from "./entries";

/** One line: what it is called, where it is, how it fares. A click with ⌘ or Ctrl, or the middle button, opens a new tab. */
export function FindLine({ entry, onChoose }: { entry: Entry; onChoose: (entry: Entry, inNewTab: boolean) => void }) {
  const withKey = useRef(false);
  const { value, name, detail, tone, words, at, leads } = entry;
  return (
    <Command.Item
      value={value}
      className="flex cursor-pointer items-center gap-2.5 rounded px-2.5 py-2 data-[selected=true]:bg-accent-soft"
      onClickCapture={(event) => {
        withKey.current = event.metaKey || event.ctrlKey;
      }}
      onAuxClick={(event) => {
        if (event.button === 1) onChoose(entry, true);
      }}
      onSelect={() => onChoose(entry, withKey.current)}
    >
      <span className="w-4 shrink-0">{tone ? <StatusMark tone={tone} /> : null}</span>
      <span className="min-w-0 flex-1 truncate">
        <Plain text={name} most={120} className="font-medium" />{" "}
        <Plain text={detail} most={160} className="text-[12.5px] text-ink-3" />
      </span>
      {words !== "" && tone ? <Plain text={words} most={40} className={`text-[12.5px] ${TONE_TEXT[tone]}`} /> : null}
      {at ? (
        <span className="text-[12.5px] text-ink-3">
          <RelativeTime at={at} />
        </span>
      ) : null}
      {leads.to === "outside" ? (
        <span className="text-[12.5px] text-ink-3" title="Leads out of Slipway">
          ↗<span className="sr-only"> leads out of Slipway</span>
        </span>
      ) : null}
    </Command.Item>
  );
}
