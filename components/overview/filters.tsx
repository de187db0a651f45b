"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Pager } from "@/components/ui/pager";
import { SearchField } from "@/components/ui/search-field";
import type { Overview, OverviewFilter } from "@/lib/http/contracts/overview";
import { overviewPath } from "@/lib/routes";

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
    <div className="flex flex-wrap items-center gap-2" aria-busy={pending}>
      <SearchField what="Find a service" value={filter.q} onSearch={(q) => go({ q, page: 1 })} />
      {columns > 1 || filter.env !== "" ? (
        <SearchField
          what="Find an environment"
          value={filter.env}
          onSearch={(env) => go({ env, page: 1, column: 0 })}
        />
      ) : null}
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
      <span className="flex-1" />
      {columns > 1 ? (
        <Pager
          what="Environments"
          at={Math.floor(filter.column / 6) + 1}
          of={columns}
          onGo={(page) => go({ column: (page - 1) * 6 })}
        />
      ) : null}
      {pages > 1 ? <Pager what="Services" at={filter.page} of={pages} onGo={(page) => go({ page })} /> : null}
    </div>
  );
}
