"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import type { PastFilter } from "@/lib/http/contracts/past";
import { pastPath } from "@/lib/routes";

/** Chooses a moment by its date and time in UTC. */
export function MomentForm({ at, filter }: { at: string; filter: PastFilter }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const [text, setText] = useState(at.slice(0, 16));
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (text !== "") start(() => router.push(pastPath({ ...filter, at: `${text}Z` }), { scroll: false }));
  };
  return (
    <form onSubmit={go} className="flex items-center gap-2" aria-busy={pending}>
      <label className="flex items-center gap-2 text-[12.5px] text-ink-2">
        UTC
        <input
          type="datetime-local"
          aria-label="Date and time in UTC"
          value={text}
          required
          onChange={(event) => setText(event.target.value)}
          className="rounded-md border border-line bg-sunken px-2 py-1 text-ink tabular-nums"
        />
      </label>
      <button type="submit" className="btn btn-small">
        Show
      </button>
    </form>
  );
}
