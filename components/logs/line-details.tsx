"use client";
import { useState } from "react";
import { plainText } from "@/lib/format";
import type { ShownLine } from "./log-store";
import { isoTime } from "./log-time";

type Props = {
  line: ShownLine;
  whole: boolean;
  onWhole: () => void;
  /** The address of this line's moment. */
  link: string | null;
  /** The rest of a line that is longer than a page holds. */
  rest: string | null;
  onAround: (() => void) | null;
};

const MOST_DRAWN = 1_000;

/** What can be done with the line that was chosen. */
export function LineDetails({ line, whole, onWhole, link, rest, onAround }: Props) {
  const [said, setSaid] = useState("");
  const copy = async (text: string, done: string) =>
    setSaid((await copied(text)) ? done : "The browser does not allow copying here.");
  const isLong = line.text.length > MOST_DRAWN;
  return (
    <div className="sticky left-0 flex max-w-[calc(100vw-2.5rem)] flex-wrap items-center gap-2 border-l-2 border-line-strong bg-sunken px-2.5 py-1.5 font-sans text-[12.5px]">
      <button type="button" className="btn btn-small" onClick={() => void copy(line.text, "The line is copied.")}>
        Copy line
      </button>
      {link ? (
        <button type="button" className="btn btn-small" onClick={() => void copy(link, "The link is copied.")}>
          Copy link to this moment
        </button>
      ) : null}
      {onAround ? (
        <button type="button" className="btn btn-small" onClick={onAround}>
          Show the lines around it
        </button>
      ) : null}
      {isLong ? (
        <button type="button" className="btn btn-small" aria-expanded={whole} onClick={onWhole}>
          {whole ? "Show its beginning only" : "Show whole line"}
        </button>
      ) : null}
      {rest && line.whole ? (
        <a className="btn btn-small" href={rest} download>
          Download all {line.whole.toLocaleString("en")} characters
        </a>
      ) : null}
      <span className="min-w-0 break-words text-ink-2">
        {plainText(line.pod, 120)}
        {line.at === null ? "" : ` · ${isoTime(line.at)}`}
      </span>
      <span role="status" className="text-ink-2">
        {said}
      </span>
    </div>
  );
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
