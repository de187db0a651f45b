"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import type { Overview, OverviewFilter } from "@/lib/http/contracts/overview";
import { overviewPath } from "@/lib/routes";

const CHOICES: { value: OverviewFilter["only"]; word: string }[] = [
  { value: "all", word: "All" },
  { value: "differing", word: "Differing" },
  { value: "failing", word: "Failing" },
  { value: "moving", word: "Moving" },
];
const TYPING_MS = 250;

/** The filter stands in the address, so that a view can be sent to somebody. */
export function Filters({ overview }: { overview: Overview }) {
  const { filter, pages, columns } = overview;
  const router = useRouter();
  const [pending, start] = useTransition();
  const [text, setText] = useState(filter.q);
  const go = (change: Partial<OverviewFilter>) =>
    start(() => router.replace(overviewPath({ ...filter, ...change }), { scroll: false }));

  useEffect(() => {
    if (text.trim() === filter.q) return;
    const timer = setTimeout(
      () => start(() => router.replace(overviewPath({ ...filter, q: text.trim(), page: 1 }), { scroll: false })),
      TYPING_MS,
    );
    return () => clearTimeout(timer);
  }, [text, filter, router]);

  return (
    <div className="flex flex-wrap items-center gap-2" aria-busy={pending}>
      <input
        type="search"
        aria-label="Find a service"
        placeholder="Find a service"
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.target.value)}
        className="w-56 rounded-md border border-line bg-sunken px-2.5 py-1.5 placeholder:text-ink-3"
      />
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

function Pager({ what, at, of, onGo }: { what: string; at: number; of: number; onGo: (page: number) => void }) {
  return (
    <nav aria-label={`${what}, pages`} className="flex items-center gap-1.5 text-[12.5px]">
      <button
        type="button"
        className="btn btn-small"
        disabled={at <= 1}
        onClick={() => onGo(at - 1)}
        aria-label={`${what}: page before`}
      >
        ←
      </button>
      <span className="text-ink-2 tabular-nums">
        {what} {at} of {of}
      </span>
      <button
        type="button"
        className="btn btn-small"
        disabled={at >= of}
        onClick={() => onGo(at + 1)}
        aria-label={`${what}: next page`}
      >
        →
      </button>
    </nav>
  );
}
