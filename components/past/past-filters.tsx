"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Pager } from "@/components/ui/pager";
import { SearchField } from "@/components/ui/search-field";
import type { PastFilter, PastMoment } from "@/lib/http/contracts/past";
import { pastPath } from "@/lib/routes";

const COLUMNS_A_PAGE = 6;

/** Which services and environments of that moment are shown; it stands in the address like the moment. */
export function PastFilters({ past }: { past: PastMoment }) {
  const { filter, pages, columns } = past;
  const router = useRouter();
  const [pending, start] = useTransition();
  const go = (change: Partial<PastFilter>) =>
    start(() => router.replace(pastPath({ ...filter, ...change }), { scroll: false }));
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
      <span className="flex-1" />
      {columns > 1 ? (
        <Pager
          what="Environments"
          at={Math.floor(filter.column / COLUMNS_A_PAGE) + 1}
          of={columns}
          onGo={(page) => go({ column: (page - 1) * COLUMNS_A_PAGE })}
        />
      ) : null}
      {pages > 1 ? <Pager what="Services" at={filter.page} of={pages} onGo={(page) => go({ page })} /> : null}
    </div>
  );
}
