import Link from "next/link";
import { Plain } from "@/components/ui/plain";
import type { Overview } from "@/lib/http/contracts/overview";
import { CellView } from "./cell-view";
import { EnvironmentHead } from "./environment-head";

/** Services down, environments across in promotion order. On a phone each service is a block with its environments below. */
export function Matrix({ overview }: { overview: Overview }) {
  const { environments, services } = overview;
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
                <EnvironmentHead environment={environment} />
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
            <tr key={service.name} className="block md:table-row">
              <th
                scope="row"
                className="block border-t border-line bg-sunken px-3.5 py-2 text-left font-medium md:table-cell md:bg-transparent"
              >
                <Plain text={service.name} most={80} />
                {service.about ? (
                  <Plain text={service.about} most={80} className="block text-[12.5px] font-normal text-ink-3" />
                ) : null}
              </th>
              {environments.map((environment) => {
                const cell = service.cells.find((own) => own.environment === environment.name);
                return <CellView key={environment.name} cell={cell ?? null} short={environment.short} />;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
