"use client";
import Link from "next/link";
import { memo, useMemo } from "react";
import { FavouriteStar } from "@/components/find/favourite-star";
import { Plain } from "@/components/ui/plain";
import type { EnvironmentHeader, Overview, ServiceRow } from "@/lib/http/contracts/overview";
import { servicePath } from "@/lib/routes";
import { CellView } from "./cell-view";
import { EnvironmentHead } from "./environment-head";

/** Services down, environments across in promotion order. On a phone each service is a block with its environments below. */
export function Matrix({ overview }: { overview: Overview }) {
  const { environments, services } = overview;
  const columns = useColumns(environments);
  return (
    <section className="card overflow-x-auto" aria-label="Versions by environment">
      <table className="block w-full border-collapse md:table md:table-fixed">
        <caption className="sr-only">The version of each service in each environment, in promotion order</caption>
        <thead className="block md:table-header-group">
          <tr className="block md:table-row">
            <th
              scope="col"
              className="hidden w-[200px] px-3.5 py-2.5 text-left align-top font-semibold text-ink-2 md:table-cell"
            >
              Services
              <span className="block pt-1 text-[12.5px] font-normal text-ink-3">in promotion order →</span>
            </th>
            {environments.map((environment) => (
              <th
                key={environment.name}
                scope="col"
                className="block border-b border-line p-0 text-left align-top font-normal md:table-cell md:border-b-0 md:border-l"
              >
                <Head environment={environment} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="block md:table-row-group">
          {services.length === 0 || environments.length === 0 ? (
            <tr className="block md:table-row">
              <td colSpan={environments.length + 1} className="block border-t border-line p-5 text-ink-2 md:table-cell">
                {environments.length === 0 ? "No environment matches." : "No service matches."}{" "}
                <Link className="text-accent underline" href="/">
                  Show all
                </Link>
              </td>
            </tr>
          ) : null}
          {(environments.length === 0 ? [] : services).map((service) => (
            <ServiceLine key={service.name} service={service} columns={columns} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

type Column = { name: string; short: string };

// A live event changes a cell or two; what it leaves as it was is not drawn again.
const Head = memo(EnvironmentHead);

const ServiceLine = memo(function ServiceLine({ service, columns }: { service: ServiceRow; columns: Column[] }) {
  return (
    <tr className="block md:table-row">
      <th
        scope="row"
        className="block border-t border-line bg-sunken px-3.5 py-2 text-left font-medium md:table-cell md:bg-transparent"
      >
        <Plain text={service.name} most={80} /> <FavouriteStar kind="service" name={service.name} quiet />
        {service.about ? (
          <Plain text={service.about} most={80} className="block text-[12.5px] font-normal text-ink-3" />
        ) : null}
      </th>
      {columns.map(({ name, short }) => {
        const cell = service.cells.find((own) => own.environment === name);
        return <CellView key={name} cell={cell ?? null} short={short} href={servicePath(name, service.name)} />;
      })}
    </tr>
  );
});

/** The same array for as long as the same environments are shown, whatever else of their headers changes. */
function useColumns(environments: readonly EnvironmentHeader[]): Column[] {
  const names = JSON.stringify(environments.map(({ name, short }) => ({ name, short })));
  return useMemo(() => JSON.parse(names) as Column[], [names]);
}
