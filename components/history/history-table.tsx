import type { HistoryPage } from "@/lib/http/contracts/history";
import type { EnvironmentHeader } from "@/lib/http/contracts/overview";
import { historyPath } from "./choices";
import { DeploymentLine } from "./deployment-line";
import { Detail } from "./detail";
import { QuietLine } from "./quiet-line";

type Props = {
  page: HistoryPage;
  environment: string;
  header: EnvironmentHeader;
  chosen: string | null;
  onChoose: (id: string) => void;
};

const HEADS = ["Compare", "When", "What changed", "Who", "Outcome", "Took", "Ran", "More"];
export const COLUMNS = HEADS.length;

/** The rows of a page, the opened deployment below its own row. On a phone each is a block. */
export function HistoryTable({ page, environment, header, chosen, onChoose }: Props) {
  const { filter, rows, opened } = page;
  const several = header.applications.total > 1;
  // How the environment fares is known of its only Application alone.
  const tone = several ? "fine" : header.tone;
  const isChosen = (id: string) => id === chosen || id === filter.from || id === filter.to;
  return (
    <table className="block w-full md:table">
      <caption className="sr-only">Deployments, newest first</caption>
      <thead className="sr-only md:not-sr-only md:table-header-group">
        <tr className="text-left text-xs text-ink-3">
          {HEADS.map((word) => (
            <th key={word} scope="col" className="px-2 py-2 font-medium first:pl-3.5 last:pr-3.5">
              <span className={word === "Compare" || word === "More" ? "sr-only" : ""}>{word}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="block md:table-row-group">
        {rows.map((row) => {
          if (row.kind === "quiet") return <QuietLine key={row.id} row={row} several={several} />;
          const isOpen = row.id === filter.deployment;
          const href = historyPath(environment, filter, { deployment: isOpen ? "" : row.id });
          return [
            <DeploymentLine
              key={row.id}
              {...{ row, tone, several, isOpen, href }}
              isChosen={isChosen(row.id)}
              onChoose={() => onChoose(row.id)}
            />,
            isOpen ? (
              <tr key="opened" className="block md:table-row">
                <td colSpan={COLUMNS} className="block bg-sunken md:table-cell">
                  <Detail detail={opened} closeHref={href} />
                </td>
              </tr>
            ) : null,
          ];
        })}
      </tbody>
    </table>
  );
}
