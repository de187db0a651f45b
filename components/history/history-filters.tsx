"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { SearchField } from "@/components/ui/search-field";
import { plainText } from "@/lib/format";
import type { HistoryFilter } from "@/lib/http/contracts/history";
import { historyPath } from "./choices";

type Props = { environment: string; filter: HistoryFilter; services: string[] };

/** Which deployments are listed; it stands in the address. */
export function HistoryFilters({ environment, filter, services }: Props) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const go = (change: Partial<HistoryFilter>) =>
    start(() => router.replace(historyPath(environment, filter, { before: "", ...change }), { scroll: false }));
  // One that is no more may still be looked for.
  const names = filter.service === "" || services.includes(filter.service) ? services : [filter.service, ...services];
  const isFailed = filter.only === "failed";
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-3.5 py-2" aria-busy={pending}>
      <select
        aria-label="Service that changed"
        value={filter.service}
        onChange={(event) => go({ service: event.target.value })}
        className="max-w-56 rounded-md border border-line bg-sunken px-2 py-1.5"
      >
        <option value="">All services</option>
        {names.map((name) => (
          <option key={name} value={name}>
            {plainText(name, 80)}
          </option>
        ))}
      </select>
      <SearchField what="Find a person" value={filter.who} onSearch={(who) => go({ who })} />
      <button
        type="button"
        aria-pressed={isFailed}
        onClick={() => go({ only: isFailed ? "all" : "failed" })}
        className={`btn btn-small ${isFailed ? "border-accent bg-accent-soft text-accent" : ""}`}
      >
        Only failed
      </button>
    </div>
  );
}
