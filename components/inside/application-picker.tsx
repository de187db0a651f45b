"use client";
import { useId, useState } from "react";
import { useEnvironment } from "@/components/environments/environment-frame";
import { usePart } from "@/components/live/use-part";
import { plainText } from "@/lib/format";
import type { ApplicationRow, Paged } from "@/lib/http/contracts/environment";
import { insideQuery } from "@/lib/http/query-options";
import { useChoices } from "./use-choices";

/** So many are in one answer; more are searched for. */
const MOST_OPTIONS = 50;
const CHOSEN_ANEW = { resource: null, service: null, pod: null, container: null, at: null };

/** The Application that the address names; null: the worst one, which the server knows. */
export function useChosenApplication(): string | null {
  const [params] = useChoices();
  return params.get("application");
}

/**
 * Which of an environment's Applications is looked into; nothing where there is one. `shown` is the one that the answer
 * on screen is of, null while that is not known.
 */
export function ApplicationPicker({ shown }: { shown: string | null }) {
  const { header } = useEnvironment();
  const [, choose] = useChoices();
  const { total } = header.applications;
  if (total <= 1) return null;
  const props = {
    environment: header.name,
    shown,
    onChoose: (application: string) => choose({ application, ...CHOSEN_ANEW }, "push"),
  };
  return total <= MOST_OPTIONS ? <Select {...props} /> : <Search key={shown} {...props} total={total} />;
}

type Props = { environment: string; shown: string | null; onChoose: (application: string) => void };

function Select({ environment, shown, onChoose }: Props) {
  const rows = useApplications(environment, "");
  const known = rows.some((row) => row.name === shown);
  return (
    <label className="flex min-w-0 items-center gap-2 text-[12.5px] text-ink-2">
      Application
      <select
        value={shown ?? ""}
        onChange={(event) => onChoose(event.target.value)}
        className="max-w-64 min-w-0 rounded-md border border-line bg-sunken px-2 py-1.5 text-ink"
      >
        {known ? null : <option value={shown ?? ""}>{shown === null ? "…" : plainText(shown, 80)}</option>}
        {rows.map((row) => (
          <option key={`${row.instance}/${row.name}`} value={row.name}>
            {plainText(row.name, 80)}
            {row.tone === "fine" ? "" : `: ${plainText(row.words, 40)}`}
          </option>
        ))}
      </select>
    </label>
  );
}

function Search({ environment, shown, onChoose, total }: Props & { total: number }) {
  const [text, setText] = useState(shown ?? "");
  const rows = useApplications(environment, text === shown ? "" : text);
  const list = useId();
  const type = (typed: string) => {
    setText(typed);
    if (typed !== shown && rows.some((row) => row.name === typed)) onChoose(typed);
  };
  return (
    <label className="flex min-w-0 items-center gap-2 text-[12.5px] text-ink-2">
      Application
      <input
        type="search"
        list={list}
        value={text}
        maxLength={200}
        placeholder={`Find among ${total}`}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          const [only] = rows.length === 1 ? rows : rows.filter((row) => row.name === text);
          if (event.key === "Enter" && only) onChoose(only.name);
        }}
        className="w-64 min-w-0 rounded-md border border-line bg-sunken px-2 py-1.5 text-ink placeholder:text-ink-3"
      />
      <datalist id={list}>
        {rows.map((row) => (
          <option key={`${row.instance}/${row.name}`} value={row.name}>
            {plainText(row.words, 40)}
          </option>
        ))}
      </datalist>
    </label>
  );
}

function useApplications(environment: string, q: string): ApplicationRow[] {
  const { data } = usePart(insideQuery<Paged<ApplicationRow>>(environment, "applications", { q }));
  return (data?.rows ?? []).filter((row) => row.present);
}
