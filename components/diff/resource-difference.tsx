"use client";
import { useId, useState } from "react";
import { Chip } from "@/components/status/status";
import { Plain } from "@/components/ui/plain";
import { lineCount } from "@/lib/domain/first-lines";
import type { ResourceDifference } from "@/lib/http/contracts/environment-diff";
import { DiffHunks } from "./diff-hunks";
import type { DiffView } from "./diff-rows";
import { FieldWords } from "./field-words";

/** A difference of more lines is folded at first. */
const MOST_LINES_OPEN = 120;
const NAMES = { before: "Live", after: "Git" };

/** `onOpenAlone` loads it alone, with all its lines; without it, it is alone already. */
type Props = { resource: ResourceDifference; view: DiffView; onOpenAlone?: (key: string) => void; folded: boolean };

/** One resource that differs: in words, and its lines below. */
export function ResourceDifferenceView({ resource, view, onOpenAlone, folded }: Props) {
  const { kind, name, namespace, state, words, moreWords, lines } = resource;
  const few = state === "changed" && lines !== null && lineCount(lines) <= MOST_LINES_OPEN;
  const [open, setOpen] = useState(few && !folded);
  const id = useId();
  return (
    <article aria-labelledby={`${id}-name`} className="border-t border-line">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-3.5 pt-2.5">
        <h3 id={`${id}-name`} className="font-medium [overflow-wrap:anywhere]">
          <Plain text={kind} most={80} className="font-normal text-ink-2" /> <Plain text={name} most={120} />
        </h3>
        <StateChip state={state} />
        <Plain text={namespace} most={80} className="text-[12.5px] text-ink-3" />
        <span className="flex-1" />
        {lines === null ? (
          state === "unreadable" || !onOpenAlone ? null : (
            <button type="button" className="btn btn-small" onClick={() => onOpenAlone(resource.key)}>
              Show its lines
            </button>
          )
        ) : (
          <button
            type="button"
            className="btn btn-small"
            aria-expanded={open}
            aria-controls={`${id}-lines`}
            onClick={() => setOpen(!open)}
          >
            {open ? "Hide the lines" : "Show the lines"}
          </button>
        )}
      </div>
      <Words words={words} more={moreWords} state={state} />
      <div id={`${id}-lines`}>
        {open && lines ? (
          <div className="border-t border-line">
            <DiffHunks diff={lines} view={view} names={NAMES} label={`${kind} ${name}, live against Git`} />
          </div>
        ) : null}
      </div>
    </article>
  );
}

function StateChip({ state }: { state: ResourceDifference["state"] }) {
  switch (state) {
    case "changed":
      return null;
    case "created":
      return <Chip tone="attention" words="only in Git" />;
    case "pruned":
      return <Chip tone="failing" words="would be deleted" />;
    case "unreadable":
      return <Chip tone="unknown" words="not readable" />;
  }
}

type WordsProps = { words: ResourceDifference["words"]; more: number; state: ResourceDifference["state"] };

function Words({ words, more, state }: WordsProps) {
  // That it would be deleted stands above all of them and beside its name.
  if (state === "pruned") return <div className="pb-2.5" />;
  if (state !== "changed") return <p className="px-3.5 pt-1 pb-2.5 text-ink-2">{STATE_WORDS[state]}</p>;
  return (
    <ul className="space-y-1 px-3.5 pt-1 pb-2.5">
      {words.map((field) => (
        <FieldWords key={field.what} field={field} />
      ))}
      {more > 0 ? (
        <li className="text-ink-3">
          and {more.toLocaleString("en")} {more === 1 ? "field" : "fields"} more
        </li>
      ) : null}
    </ul>
  );
}

const STATE_WORDS = {
  created: "It is in Git and not in the cluster.",
  unreadable: "Argo CD's answer about it could not be read. Open it in Argo CD.",
} as const;
