"use client";
import Link from "next/link";
import { memo, type ReactNode, useMemo } from "react";
import { Plain } from "@/components/ui/plain";
import type { ServiceRow } from "@/lib/http/contracts/overview";
import { CellView } from "./cell-view";

export type Column = { name: string; short: string };

type Props = {
  label: string;
  caption: string;
  /** The same array for as long as the same environments are shown. */
  columns: Column[];
  heads: ReactNode[];
  services: ServiceRow[];
  /** Where everything is shown, whatever was filtered. */
  showAll: string;
  /** Where a cell leads; the same function at each drawing. */
  hrefOf: (environment: string, service: string) => string;
};

/** Services down, environments across in promotion order. On a phone each service is a block with its environments below. */
export function MatrixTable({ label, caption, columns, heads, services, showAll, hrefOf }: Props) {
  const isEmpty = services.length === 0 || columns.length === 0;
  return (
    <section className="card overflow-x-auto" aria-label={label}>
      <table className="block w-full border-collapse md:table md:table-fixed">
        <caption className="sr-only">{caption}</caption>
        <thead className="block md:table-header-group">
          <tr className="block md:table-row">
            <th
              scope="col"
              className="hidden w-[200px] px-3.5 py-2.5 text-left align-top font-semibold text-ink-2 md:table-cell"
            >
              Services
              <span className="block pt-1 text-[12.5px] font-normal text-ink-3">in promotion order →</span>
            </th>
            {columns.map(({ name }, index) => (
              <th
                key={name}
                scope="col"
                className="block border-b border-line p-0 text-left align-top font-normal md:table-cell md:border-b-0 md:border-l"
              >
                {heads[index]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="block md:table-row-group">
          {isEmpty ? (
            <tr className="block md:table-row">
              <td colSpan={columns.length + 1} className="block border-t border-line p-5 text-ink-2 md:table-cell">
                {columns.length === 0 ? "No environment matches." : "No service matches."}{" "}
                <Link className="text-accent underline" href={showAll}>
                  Show all
                </Link>
              </td>
            </tr>
          ) : (
            services.map((service) => (
              <ServiceLine key={service.name} service={service} columns={columns} hrefOf={hrefOf} />
            ))
          )}
        </tbody>
      </table>
    </section>
  );
}

type LineProps = Pick<Props, "columns" | "hrefOf"> & { service: ServiceRow };

// A live event changes a cell or two; what it leaves as it was is not drawn again.
const ServiceLine = memo(function ServiceLine({ service, columns, hrefOf }: LineProps) {
  return (
    <tr className="block md:table-row">
      <th
        scope="row"
        className="block border-t border-line bg-sunken px-3.5 py-2 text-left font-medium md:table-cell md:bg-transparent"
      >
        <Plain text={service.name} most={80} />
        {service.about ? (
          <Plain text={service.about} most={80} className="block text-[12.5px] font-normal text-ink-3" />
        ) : null}
      </th>
      {columns.map(({ name, short }) => {
        const cell = service.cells.find((own) => own.environment === name);
        return <CellView key={name} cell={cell ?? null} short={short} href={hrefOf(name, service.name)} />;
      })}
    </tr>
  );
});

/** The same array for as long as the same environments are shown, whatever else of their headers changes. */
export function useColumns(environments: readonly Column[]): Column[] {
  const names = JSON.stringify(environments.map(({ name, short }) => ({ name, short })));
  return useMemo(() => JSON.parse(names) as Column[], [names]);
}
