import Link from "next/link";
import { dayAndMinute } from "@/lib/format";
import type { HistoryPage } from "@/lib/http/contracts/history";
import { historyPath } from "./choices";

/** The way back in time, and back to the newest. */
export function OlderNewer({ environment, page }: { environment: string; page: HistoryPage }) {
  const { filter, older, lookedBackTo } = page;
  if (older === null && filter.before === "") return null;
  return (
    <nav
      aria-label="Pages of deployments"
      className="flex flex-wrap items-center gap-2 border-t border-line px-3.5 py-2 text-[12.5px]"
    >
      {filter.before === "" ? null : (
        <Link className="btn btn-small" href={historyPath(environment, filter, { before: "" })}>
          ← Newest
        </Link>
      )}
      {older === null ? (
        <span className="text-ink-2">This is where the history begins.</span>
      ) : (
        <Link className="btn btn-small" href={historyPath(environment, filter, { before: older })}>
          {lookedBackTo ? "Look further back" : "Older"} →
        </Link>
      )}
      {lookedBackTo ? (
        <span className="text-ink-2">Looked through 5,000 deployments, back to {dayAndMinute(lookedBackTo)} UTC.</span>
      ) : null}
    </nav>
  );
}
