import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import { dayAndMinute } from "@/lib/format";
import type { QuietRow } from "@/lib/http/contracts/history";

const COLUMNS_LEFT = 5;

/** What deployed nothing, in one quiet line however often it happened. */
export function QuietLine({ row, several }: { row: QuietRow; several: boolean }) {
  const { times, failed, message, application } = row;
  return (
    <tr className="block border-t border-line py-1.5 text-[12.5px] text-ink-2 md:table-row md:border-t-0 md:py-0">
      <td className="hidden border-line md:table-cell md:border-t" />
      <td className="block px-3.5 whitespace-nowrap md:table-cell md:border-t md:border-line md:px-2 md:py-1.5">
        <RelativeTime at={row.until} />
      </td>
      <td
        colSpan={COLUMNS_LEFT + 1}
        className="block px-3.5 break-words md:table-cell md:border-t md:border-line md:px-2 md:py-1.5"
      >
        {several ? (
          <>
            <Plain text={application} most={80} />:{" "}
          </>
        ) : null}
        <span className={failed ? "font-medium text-bad" : ""}>
          <Words row={row} />
        </span>
        {times > 1 ? `, ${times} times between ${dayAndMinute(row.from)} and ${dayAndMinute(row.until)} UTC` : ""}.{" "}
        {failed && message ? (
          <span className="text-ink-3">
            Argo CD said: <Plain text={message} most={200} />
          </span>
        ) : null}
      </td>
    </tr>
  );
}

function Words({ row: { what, failed, by } }: { row: QuietRow }) {
  const person = <Plain text={by || "somebody"} most={60} />;
  switch (what) {
    case "self-heal":
      return failed ? "Healing itself failed" : "Self-healed";
    case "partial-sync":
      return failed ? <>A sync of some resources by {person} failed</> : <>Some resources synced by {person}</>;
    case "dry-run":
      return failed ? (
        <>A dry run by {person} found that a sync would fail</>
      ) : (
        <>Dry run by {person}, which changes nothing</>
      );
  }
}
