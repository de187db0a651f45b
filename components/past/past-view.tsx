"use client";
import { usePart } from "@/components/live/use-part";
import { MatrixTable, useColumns } from "@/components/overview/matrix-table";
import { ErrorPanel } from "@/components/ui/error-panel";
import type { PastMoment } from "@/lib/http/contracts/past";
import { pastQuery } from "@/lib/http/query-options";
import { environmentPath, pastPath } from "@/lib/routes";
import { FailingThen } from "./failing-then";
import { Moment } from "./moment";
import { NotKnown } from "./not-known";
import { PastFilters } from "./past-filters";
import { PastHead } from "./past-head";

/** What ran where at an instant, and nothing that can be done about it. */
export function PastView({ initial }: { initial: PastMoment }) {
  const { data: past = initial, error, reload } = usePart({ ...pastQuery(initial.filter), initial });
  const { at, environments, services, firstKnown, filter } = past;
  const columns = useColumns(environments);
  const isKnown = environments.some(({ verdict }) => verdict !== null);
  return (
    <>
      <h1>What ran where then</h1>
      <Moment past={past} />
      {error ? <ErrorPanel title="That moment could not be loaded." detail={error.message} onRetry={reload} /> : null}
      {!isKnown && filter.env === "" ? (
        <NotKnown firstKnown={firstKnown} />
      ) : (
        <>
          <FailingThen services={services} at={at} />
          <PastFilters past={past} />
          <MatrixTable
            label="Versions by environment, as they were"
            caption="The version of each service in each environment at that moment, in promotion order"
            columns={columns}
            heads={environments.map((environment) => (
              <PastHead key={environment.name} environment={environment} at={at} />
            ))}
            services={services}
            showAll={pastPath({ at })}
            hrefOf={historyOfService}
          />
        </>
      )}
    </>
  );
}

function historyOfService(environment: string, service: string): string {
  return environmentPath(environment, "history", { service });
}
