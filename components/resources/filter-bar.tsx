"use client";
import { useId } from "react";
import { useChoices } from "@/components/inside/use-choices";
import { Chip } from "@/components/status/status";
import type { ResourceFilter } from "@/lib/domain/resource-filter";
import { plainText } from "@/lib/format";
import type { ResourceRow } from "@/lib/http/contracts/resources";
import type { Tone } from "@/lib/http/contracts/status";
import { VIEWS, viewOf } from "./views";

const TONES: { tone: Tone; word: string }[] = [
  { tone: "failing", word: "failing" },
  { tone: "attention", word: "out of sync" },
  { tone: "moving", word: "moving" },
  { tone: "waiting", word: "waiting" },
  { tone: "unknown", word: "not known" },
  { tone: "fine", word: "fine" },
];
const HEALTH_WORDS: Record<string, string> = { Missing: "Not in the cluster", none: "Without health" };
const SYNC_WORDS: Record<string, string> = { OutOfSync: "Out of sync", Unknown: "Not known", none: "Not compared" };

type Props = {
  /** All of them, and those that the filter leaves. */
  rows: ResourceRow[];
  found: ResourceRow[];
  filter: ResourceFilter;
  onType: (text: string) => void;
};

/** What to show, and how: all of it stands in the address. */
export function FilterBar({ rows, found, filter, onType }: Props) {
  const [params, choose] = useChoices();
  const view = viewOf(params);
  const hint = useId();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line p-2.5">
      <input
        type="search"
        aria-label="Filter by name, kind or image"
        placeholder="Name, kind or image"
        value={filter.q}
        maxLength={200}
        onChange={(event) => onType(event.target.value)}
        className="w-56 rounded-md border border-line bg-sunken px-2.5 py-1.5 placeholder:text-ink-3"
      />
      {view === "pods" ? null : (
        <>
          <Select what="Kind" name="kind" value={filter.kind} options={valuesOf(rows, (row) => row.kind)} />
          <Select
            what="Health"
            name="health"
            value={filter.health}
            options={valuesOf(rows, (row) => row.health ?? "none")}
            words={HEALTH_WORDS}
          />
          <Select
            what="Sync"
            name="sync"
            value={filter.sync}
            options={valuesOf(rows, (row) => row.sync ?? "none")}
            words={SYNC_WORDS}
          />
        </>
      )}
      <Counts rows={found} />
      <span className="flex-1" />
      <fieldset className="flex gap-1" aria-describedby={hint}>
        <legend className="sr-only">Show as</legend>
        {VIEWS.map((each) => (
          <button
            key={each.view}
            type="button"
            aria-pressed={view === each.view}
            onClick={() => choose({ view: each.view === "list" ? null : each.view }, "push")}
            className={`btn btn-small ${view === each.view ? "border-accent bg-accent-soft text-accent" : ""}`}
          >
            {each.word}
          </button>
        ))}
      </fieldset>
      <span id={hint} className="sr-only">
        The list holds the same as the graph.
      </span>
    </div>
  );
}

type SelectProps = {
  what: string;
  name: string;
  value: string;
  options: string[];
  words?: Record<string, string>;
};

/** What the address asks for can be seen also where nothing has it now. */
function Select({ what, name, value, options, words = {} }: SelectProps) {
  const [, choose] = useChoices();
  const shown = value === "" || options.includes(value) ? options : [value, ...options];
  if (shown.length < 2 && value === "") return null;
  return (
    <select
      aria-label={what}
      value={value}
      onChange={(event) => choose({ [name]: event.target.value }, "push")}
      className={`max-w-44 rounded-md border px-2 py-1.5 ${value === "" ? "border-line bg-sunken" : "border-accent bg-accent-soft text-accent"}`}
    >
      <option value="">Any {what.toLowerCase()}</option>
      {shown.map((option) => (
        <option key={option} value={option}>
          {plainText(words[option] ?? option, 60)}
        </option>
      ))}
    </select>
  );
}

function valuesOf(rows: ResourceRow[], of: (row: ResourceRow) => string): string[] {
  return [...new Set(rows.map(of))].sort();
}

function Counts({ rows }: { rows: ResourceRow[] }) {
  return (
    <span className="flex flex-wrap gap-1.5">
      {TONES.map(({ tone, word }) => {
        const count = rows.filter((row) => row.tone === tone).length;
        return count > 0 ? <Chip key={tone} tone={tone} words={`${count} ${word}`} /> : null;
      })}
    </span>
  );
}
