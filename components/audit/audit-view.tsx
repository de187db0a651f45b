"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ErrorPanel } from "@/components/ui/error-panel";
import type { AuditFilter, AuditPage } from "@/lib/http/contracts/audit";
import { auditQuery } from "@/lib/http/query-options";
import { auditExport } from "@/lib/routes";
import { Anchors } from "./anchors";
import { AuditFilters } from "./audit-filters";
import { AuditRows } from "./audit-rows";
import { CheckFile } from "./check-file";
import { Verdict } from "./verdict";

/** Who did what, when and why; and that nobody has changed it since. */
export function AuditView({ filter, initial }: { filter: AuditFilter; initial: AuditPage }) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: auditQuery(filter, null).queryKey,
    queryFn: ({ pageParam }) => auditQuery(filter, pageParam).load(),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.before,
    initialData: { pages: [initial], pageParams: [null] },
  });
  const rows = data.pages.flatMap((page) => page.rows);
  const head = data.pages[0]?.head ?? initial.head;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1>Audit</h1>
        <span className="flex-1" />
        <a className="btn btn-small" href={auditExport("jsonl", filter)} download>
          Export JSON Lines
        </a>
        <a className="btn btn-small" href={auditExport("csv", filter)} download>
          Export CSV
        </a>
      </div>
      <Verdict head={head} />
      <Anchors />
      <CheckFile />
      <AuditFilters filter={filter} />
      {error ? (
        <ErrorPanel
          title="The newest records could not be loaded."
          detail={error.message}
          onRetry={() => void refetch()}
        />
      ) : null}
      <section className="card overflow-x-auto">
        <AuditRows rows={rows} filtered={Object.values(filter).some((value) => value)} />
        {hasNextPage ? (
          <div className="border-t border-line p-2.5">
            <button
              type="button"
              className="btn btn-small"
              disabled={isFetchingNextPage}
              onClick={() => void fetchNextPage()}
            >
              {isFetchingNextPage ? "Loading older records…" : "Older records"}
            </button>
          </div>
        ) : null}
      </section>
    </>
  );
}
