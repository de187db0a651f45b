import Link from "next/link";
import { Status } from "@/components/status/status";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import type { AuditOutcome } from "@/lib/domain/audit/event";
import type { AuditRow } from "@/lib/http/contracts/audit";
import type { Tone } from "@/lib/http/contracts/status";
import { auditPath, environmentPath } from "@/lib/routes";

const TONES: Record<AuditOutcome, Tone> = {
  done: "fine",
  refused: "attention",
  failed: "failing",
  observed: "unknown",
};

/** Refused and failed stand out; everything else is quiet. */
export function AuditRows({ rows, filtered }: { rows: AuditRow[]; filtered: boolean }) {
  if (rows.length === 0)
    return (
      <p className="p-4 text-ink-2">
        {filtered ? (
          <>
            No record matches. <Link href={auditPath()}>Show all</Link>
          </>
        ) : (
          "Nothing is on record yet. The first sign-in, sync or change of the policy appears by itself."
        )}
      </p>
    );
  return (
    <table className="w-full min-w-[820px]">
      <thead>
        <tr className="text-left text-xs text-ink-3">
          {["Record", "When", "Who", "What", "Where", "Outcome"].map((word) => (
            <th key={word} scope="col" className="px-3.5 py-2 font-medium">
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.seq} row={row} />
        ))}
      </tbody>
    </table>
  );
}

const CELL = "border-t border-line px-3.5 py-2";

function Row({ row }: { row: AuditRow }) {
  return (
    <tr className="align-top">
      <td className={`${CELL} text-ink-3 tabular-nums`} title={row.hash}>
        {row.seq}
      </td>
      <td className={`${CELL} whitespace-nowrap`}>
        <RelativeTime at={row.at} />
      </td>
      <td className={CELL}>
        {row.actor ? (
          <Link href={auditPath({ who: row.actor.id })}>
            <Plain text={row.actor.name} most={60} />
          </Link>
        ) : (
          <span className="text-ink-3">nobody known</span>
        )}
        {row.actor?.role ? <Plain text={row.actor.role} most={60} className="block text-[12.5px] text-ink-3" /> : null}
      </td>
      <td className={`${CELL} max-w-[460px] break-words`}>
        <Plain text={row.words} most={300} />
        {row.reason ? <Plain text={row.reason} most={400} className="block text-[12.5px] text-ink-2" /> : null}
        {row.subject ? <Plain text={row.subject} most={160} className="block text-[12.5px] text-ink-3" /> : null}
      </td>
      <td className={CELL}>
        {row.environment ? (
          <Link href={environmentPath(row.environment)}>
            <Plain text={row.environment} most={60} />
          </Link>
        ) : null}
        {row.address ? <Plain text={row.address} most={60} className="block text-[12.5px] text-ink-3" /> : null}
      </td>
      <td className={CELL}>
        <Status tone={TONES[row.outcome]} words={row.outcome} />
      </td>
    </tr>
  );
}
