"use client";
import { useChoices } from "@/components/inside/use-choices";
import type { DiffView } from "./diff-rows";

const VIEWS: { view: DiffView; word: string }[] = [
  { view: "unified", word: "Unified" },
  { view: "split", word: "Side by side" },
];

/** How differences are drawn here, as the address says it. */
export function useDiffView(): DiffView {
  const [params] = useChoices();
  return params.get("view") === "split" ? "split" : "unified";
}

/** Side by side needs room: on a phone there is nothing to choose. */
export function ViewChoice() {
  const [, choose] = useChoices();
  const view = useDiffView();
  return (
    <fieldset className="hidden overflow-clip rounded-md border border-line-strong md:flex">
      <legend className="sr-only">How differences are shown</legend>
      {VIEWS.map(({ view: own, word }) => (
        <button
          key={own}
          type="button"
          aria-pressed={view === own}
          onClick={() => choose({ view: own === "unified" ? null : own })}
          className={`px-2.5 py-1.5 text-[12.5px] ${view === own ? "bg-accent-soft font-medium text-accent" : "bg-surface text-ink-2"}`}
        >
          {word}
        </button>
      ))}
    </fieldset>
  );
}
