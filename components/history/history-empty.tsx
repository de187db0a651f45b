import Link from "next/link";
import type { HistoryPage } from "@/lib/http/contracts/history";
import { environmentPath } from "@/lib/routes";

/** Nothing to list: because nothing was deployed, or because nothing is as it was asked for. */
export function HistoryEmpty({ environment, page }: { environment: string; page: HistoryPage }) {
  const { only, service, who, before } = page.filter;
  const isFiltered = only !== "all" || service !== "" || who !== "" || before !== "";
  if (!isFiltered)
    return <p className="p-4 text-ink-2">Nothing has been deployed here yet. The first sync appears by itself.</p>;
  return (
    <p className="p-4 text-ink-2">
      {page.lookedBackTo ? "Nothing among those looked through is like that." : "No deployment is like that."}{" "}
      <Link className="text-accent underline" href={environmentPath(environment, "history")}>
        Show all
      </Link>
    </p>
  );
}
