"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useEnvironment } from "@/components/environments/environment-frame";
import { usePart } from "@/components/live/use-part";
import { ErrorPanel } from "@/components/ui/error-panel";
import type { HistoryPage } from "@/lib/http/contracts/history";
import { insideQuery } from "@/lib/http/query-options";
import { choicesOf, historyPath } from "./choices";
import { ChosenBar } from "./chosen-bar";
import { Compared } from "./compared";
import { Detail } from "./detail";
import { HistoryEmpty } from "./history-empty";
import { HistoryFilters } from "./history-filters";
import { HistoryTable } from "./history-table";
import { OlderNewer } from "./older-newer";

/** Every deployment of an environment, newest first, and what of it was opened or compared. */
export function HistoryPart({ initial }: { initial: HistoryPage }) {
  const { header, cells } = useEnvironment();
  const environment = header.name;
  const { filter } = initial;
  const {
    data: page = initial,
    error,
    reload,
  } = usePart({
    ...insideQuery<HistoryPage>(environment, "history", choicesOf(filter)),
    initial,
  });
  const router = useRouter();
  const [chosen, setChosen] = useState<string | null>(null);
  const choose = (id: string) => {
    if (chosen === null || chosen === id) return setChosen(chosen === id ? null : id);
    setChosen(null);
    router.push(historyPath(environment, filter, { from: chosen, to: id, deployment: "" }));
  };
  const onPage = page.rows.some(({ id }) => id === filter.deployment);
  const closed = historyPath(environment, filter, { deployment: "" });
  return (
    <>
      <HistoryFilters environment={environment} filter={filter} services={cells.map(({ service }) => service)} />
      {error ? (
        <div className="p-3">
          <ErrorPanel title="The newest history could not be loaded." detail={error.message} onRetry={reload} />
        </div>
      ) : null}
      {filter.from !== "" && filter.to !== "" ? (
        <Compared compared={page.compared} closeHref={historyPath(environment, filter, { from: "", to: "" })} />
      ) : null}
      {filter.deployment !== "" && !onPage ? (
        <div className="border-b border-line">
          <Detail detail={page.opened} closeHref={closed} />
        </div>
      ) : null}
      {chosen === null ? null : <ChosenBar onClear={() => setChosen(null)} />}
      {page.rows.length === 0 ? (
        <HistoryEmpty environment={environment} page={page} />
      ) : (
        <HistoryTable page={page} environment={environment} header={header} chosen={chosen} onChoose={choose} />
      )}
      <OlderNewer environment={environment} page={page} />
    </>
  );
}
