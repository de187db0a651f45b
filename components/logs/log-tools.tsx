"use client";
import type { Ref } from "react";
import type { LogChoices } from "@/lib/domain/log-choices";
import { Toggle } from "./log-controls";
import { SearchField } from "./search-field";
import type { Found } from "./use-log-search";

type Props = {
  choices: LogChoices;
  view: { find: string; wrap: boolean; utc: boolean };
  problem: string | null;
  found: Found;
  findField: Ref<HTMLInputElement>;
  download: string;
  /** How many lines have come since the pause; null: it is not paused. */
  paused: number | null;
  onPause: (() => void) | null;
  choose: (change: Record<string, string | null>, how?: "push" | "replace") => void;
};

/** How the lines are looked at: which of them, how they are drawn, whether they run. */
export function LogTools({ choices, view, problem, found, findField, download, paused, onPause, choose }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-[12.5px]">
      <SearchField
        label="Filter lines"
        hint="Filter: words, !not these, /pattern/"
        value={choices.filter}
        invalid={problem}
        onChange={(filter) => choose({ filter })}
      />
      <span className="flex min-w-0 items-center gap-1.5 max-sm:w-full">
        <SearchField
          ref={findField}
          label="Find in these lines"
          hint="Find in these lines  ( / )"
          value={view.find}
          onChange={(find) => choose({ find })}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            found.go(event.shiftKey ? 1 : -1);
          }}
        />
        {view.find === "" ? null : (
          <>
            <span role="status" className="whitespace-nowrap text-ink-2 tabular-nums">
              {found.count === 0 ? "none" : found.place === 0 ? `${found.count}` : `${found.place} of ${found.count}`}
            </span>
            <button type="button" className="btn btn-small" aria-label="Found before this" onClick={() => found.go(-1)}>
              ↑
            </button>
            <button type="button" className="btn btn-small" aria-label="Found after this" onClick={() => found.go(1)}>
              ↓
            </button>
          </>
        )}
      </span>
      <Toggle on={view.wrap} onChange={(on) => choose({ wrap: on ? "1" : null })}>
        Wrap
      </Toggle>
      <Toggle on={view.utc} onChange={(on) => choose({ utc: on ? "1" : null })}>
        UTC
      </Toggle>
      {choices.previous || choices.at ? null : (
        <Toggle on={choices.follow} onChange={(on) => choose({ follow: on ? null : "0" })}>
          Follow
        </Toggle>
      )}
      <span className="flex-1" />
      {onPause ? (
        <button type="button" className="btn btn-small" aria-pressed={paused !== null} onClick={onPause}>
          {paused === null ? "Pause" : paused === 0 ? "Resume" : `Resume (${paused.toLocaleString("en")} new)`}
        </button>
      ) : null}
      <a className="btn btn-small" href={download} download>
        Download
      </a>
      {problem === null ? null : (
        <p role="alert" className="w-full text-bad">
          {problem}
        </p>
      )}
    </div>
  );
}
