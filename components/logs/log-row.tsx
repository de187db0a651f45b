import { memo } from "react";
import { type LogLevel, logLevel } from "@/lib/domain/log-level";
import { plainText } from "@/lib/format";
import { piecesOf } from "./log-search";
import type { ShownLine } from "./log-store";
import { lineTime } from "./log-time";

/** So much of a line is drawn until somebody asks for the whole of it. */
const MOST_DRAWN = 1_000;

/** A replica's name: what it is of, the hash of its set, and its own five letters. */
const REPLICA = /^(.+?)-(?:[a-z0-9]{6,10}-)?([a-z0-9]{5})$/;

export type RowLook = { utc: boolean; wrap: boolean; pods: boolean; find: string; nowMs: number | null };

type Props = {
  line: ShownLine;
  look: RowLook;
  chosen: boolean;
  whole: boolean;
  /** The moment that the address leads to. */
  marked: boolean;
};

const LEVEL_WORD = { error: "ERROR", warn: "WARN", info: "info", debug: "debug" } as const satisfies Record<
  LogLevel,
  string
>;
const LEVEL_COLOUR = {
  error: "text-bad font-medium",
  warn: "text-warn font-medium",
  info: "text-ink-3",
  debug: "text-ink-3",
} as const satisfies Record<LogLevel, string>;
const LEVEL_EDGE = {
  error: "border-bad",
  warn: "border-warn",
  info: "border-transparent",
  debug: "border-transparent",
} as const satisfies Record<LogLevel, string>;

/** One line: when, of which pod, how grave, and what it says. */
export const LogRow = memo(function LogRow({ line, look, chosen, whole, marked }: Props) {
  if (line.mark === "note" || line.mark === "skipped") return <Remark line={line} look={look} />;
  const level = line.mark === "refusal" ? "error" : logLevel(line.text);
  const ground = marked ? "bg-accent-soft" : chosen ? "bg-sunken" : line.mark === "refusal" ? "bg-bad-soft" : "";
  return (
    <div
      className={`flex min-w-full items-start gap-x-2.5 border-l-2 max-sm:flex-wrap max-sm:py-0.5 px-2.5 leading-5 hover:bg-sunken ${look.wrap ? "" : "sm:w-max"} ${LEVEL_EDGE[level ?? "info"]} ${ground}`}
    >
      <time className="shrink-0 text-ink-3 tabular-nums select-none" {...moment(line.at)}>
        {lineTime(line.at, look.utc, look.nowMs)}
      </time>
      {look.pods ? <PodLabel pod={line.pod} /> : null}
      <span className={`w-[5ch] shrink-0 select-none ${level ? LEVEL_COLOUR[level] : ""}`}>
        {line.mark === "refusal" ? "ERROR" : level ? LEVEL_WORD[level] : ""}
      </span>
      <span
        dir="ltr"
        className={`min-w-0 break-words max-sm:w-full ${line.mark === "refusal" ? "text-bad" : ""} ${look.wrap ? "break-all whitespace-pre-wrap" : "max-sm:break-all max-sm:whitespace-pre-wrap sm:whitespace-pre"}`}
      >
        {line.mark === "refusal" ? "The cluster gives no log here: " : null}
        <Text text={line.text} find={look.find} whole={whole} />
      </span>
    </div>
  );
});

function moment(at: number | null) {
  return at === null ? {} : { dateTime: new Date(at).toISOString(), title: new Date(at).toISOString() };
}

function Text({ text, find, whole }: { text: string; find: string; whole: boolean }) {
  const shown = plainText(text, whole ? text.length : MOST_DRAWN);
  return piecesOf(shown, find).map((piece) =>
    piece.found ? (
      <mark key={piece.at} className="rounded-xs bg-warn-soft text-ink outline outline-warn">
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  );
}

/** What happened to the log itself. */
function Remark({ line, look }: { line: ShownLine; look: RowLook }) {
  const colour = line.mark === "skipped" ? "border-warn bg-warn-soft text-warn" : "border-line-strong text-ink-2";
  return (
    <div className={`flex gap-2.5 border-l-2 px-2.5 font-sans leading-5 ${colour}`}>
      <span className="select-none">—</span>
      <span className="min-w-0 break-words">
        {look.pods && line.pod !== "" ? `${plainText(line.pod, 80)}: ` : ""}
        {plainText(line.text, MOST_DRAWN)}
      </span>
    </div>
  );
}

/** Each pod has a colour of its own beside its name; the name is read, the colour only helps the eye. */
function PodLabel({ pod }: { pod: string }) {
  const name = plainText(pod, 120);
  const [, owner, own] = REPLICA.exec(name) ?? ["", name, ""];
  return (
    <span
      className="flex h-5 w-[26ch] shrink-0 items-center gap-1.5 text-ink-2 max-sm:w-auto max-sm:max-w-[55%]"
      title={name}
      dir="ltr"
    >
      <span
        aria-hidden
        className="h-3 w-1 shrink-0 rounded-full"
        style={{ background: `oklch(0.62 0.15 ${hueOf(pod)})` }}
      />
      <span className="truncate">{owner}</span>
      {own === "" ? null : <span className="shrink-0 text-ink-3">{own}</span>}
    </span>
  );
}

function hueOf(pod: string): number {
  let hash = 7;
  for (const letter of pod) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0;
  return (hash % 24) * 15;
}
