import type { ReactNode } from "react";
import { Pager } from "@/components/ui/pager";
import { SearchField } from "@/components/ui/search-field";

const COLUMNS_A_PAGE = 6;

type Filter = { q: string; env: string; page: number; column: number };
type Props = {
  filter: Filter;
  pages: number;
  columns: number;
  pending: boolean;
  onGo: (change: Partial<Filter>) => void;
  children?: ReactNode;
};

/** Which services and environments a matrix shows, and the way through those that do not fit. */
export function PlaceFilters({ filter, pages, columns, pending, onGo, children }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-2" aria-busy={pending}>
      <SearchField what="Find a service" value={filter.q} onSearch={(q) => onGo({ q, page: 1 })} />
      {columns > 1 || filter.env !== "" ? (
        <SearchField
          what="Find an environment"
          value={filter.env}
          onSearch={(env) => onGo({ env, page: 1, column: 0 })}
        />
      ) : null}
      {children}
      <span className="flex-1" />
      {columns > 1 ? (
        <Pager
          what="Environments"
          at={Math.floor(filter.column / COLUMNS_A_PAGE) + 1}
          of={columns}
          onGo={(page) => onGo({ column: (page - 1) * COLUMNS_A_PAGE })}
        />
      ) : null}
      {pages > 1 ? <Pager what="Services" at={filter.page} of={pages} onGo={(page) => onGo({ page })} /> : null}
    </div>
  );
}
