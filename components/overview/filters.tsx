"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import type { Overview, OverviewFilter } from "@/lib/http/contracts/overview";
import { overviewPath } from "@/lib/routes";
import { PlaceFilters } from "./place-filters";

const CHOICES: { value: OverviewFilter["only"]; word: string }[] = [
  { value: "all", word: "All" },
  { value: "differing", word: "Differing" },
  { value: "failing", word: "Failing" },
  { value: "moving", word: "Moving" },
];

/** The filter stands in the address, so that a view can be sent to somebody. */
export function Filters({ overview }: { overview: Overview }) {
  const { filter, pages, columns } = overview;
  const router = useRouter();
  const [pending, start] = useTransition();
  const go = (change: Partial<OverviewFilter>) =>
    start(() => router.replace(overviewPath({ ...filter, ...change }), { scroll: false }));

  return (
    <PlaceFilters filter={filter} pages={pages} columns={columns} pending={pending} onGo={go}>
      <fieldset className="flex gap-1">
        <legend className="sr-only">Show</legend>
        {CHOICES.map(({ value, word }) => (
          <button
            key={value}
            type="button"
            aria-pressed={filter.only === value}
            onClick={() => go({ only: value, page: 1 })}
            className={`btn btn-small ${filter.only === value ? "border-accent bg-accent-soft text-accent" : ""}`}
          >
            {word}
          </button>
        ))}
      </fieldset>
    </PlaceFilters>
  );
}
