"use client";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState, useTransition } from "react";
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
  const go = (change: Partial<OverviewFilter>) =>
    start(() => router.replace(overviewPath({ ...filter, ...change }), { scroll: false }));

  return (
    <div className="flex flex-wrap items-center gap-2" aria-busy={pending}>
      <Search what="Find a service" value={filter.q} onSearch={(q) => go({ q, page: 1 })} />
      {columns > 1 || filter.env !== "" ? (
        <Search what="Find an environment" value={filter.env} onSearch={(env) => go({ env, page: 1, column: 0 })} />
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

/** Searches when the person pauses, so that a word is one question. */
function Search({ what, value, onSearch }: { what: string; value: string; onSearch: (text: string) => void }) {
  const [text, setText] = useState(value);
  const [asked, setAsked] = useState(value);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    // Another view was opened; what this field asked for itself must not overtake what is being typed.
    if (value !== asked) {
      setAsked(value);
      setText(value);
    }
  }
  const search = useEffectEvent((wanted: string) => {
    setAsked(wanted);
    onSearch(wanted);
  });
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === asked) return;
    const timer = setTimeout(() => search(wanted), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, asked]);
  return (
    <input
      type="search"
      aria-label={what}
      placeholder={what}
      value={text}
      maxLength={200}
      onChange={(event) => setText(event.target.value)}
      className="w-56 rounded-md border border-line bg-sunken px-2.5 py-1.5 placeholder:text-ink-3"
    />
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
