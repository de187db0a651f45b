import Link from "next/link";
import { useNow } from "@/components/ui/clock";
import { OutsideLink } from "@/components/ui/outside-link";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import { dayAndMinute, duration, plainText, shortSha } from "@/lib/format";
import type { DeploymentRow } from "@/lib/http/contracts/history";
import type { Tone } from "@/lib/http/contracts/status";
import { Outcome } from "./outcome";
import { VersionSteps } from "./version-steps";

const MOST_CHANGES = 4;
const CELL = "md:table-cell md:border-t md:border-line md:px-2 md:py-2";

const ROW =
  "flex flex-wrap items-baseline gap-x-3 gap-y-1 border-t border-line px-3.5 py-2 align-top md:table-row md:border-t-0 md:p-0";

type Props = {
  row: DeploymentRow;
  /** How the environment fares now. */
  tone: Tone;
  several: boolean;
  isOpen: boolean;
  href: string;
  isChosen: boolean;
  onChoose: () => void;
};

/** One deployment; a failed one deployed nothing, and is quieter. */
export function DeploymentLine({ row, tone, several, isOpen, href, isChosen, onChoose }: Props) {
  const quiet = row.outcome === "failed" ? "text-ink-2" : "";
  const title = `${dayAndMinute(row.at)}, ${row.commit ? shortSha(row.commit.sha) : "an unknown revision"}`;
  return (
    <tr className={`${ROW} ${quiet}`}>
      <td className={`${CELL} md:w-8 md:pl-3.5`}>
        <label className="inline-flex items-center gap-2 text-[12.5px] text-ink-2">
          <input type="checkbox" aria-label={`Compare ${title}`} checked={isChosen} onChange={onChoose} />
        </label>
      </td>
      <td className={`${CELL} whitespace-nowrap`}>
        <RelativeTime at={row.at} />
        <span className="ml-2 text-[12.5px] text-ink-3 tabular-nums md:ml-0 md:block">{dayAndMinute(row.at)}</span>
      </td>
      <td className={`${CELL} max-w-[460px] min-w-0 basis-full break-words`}>
        {several ? <Plain text={row.application} most={80} className="block text-[12.5px] text-ink-3" /> : null}
        <VersionSteps steps={row.changes.slice(0, MOST_CHANGES)} />
        {row.changes.length > MOST_CHANGES ? (
          <span className="block text-[12.5px] text-ink-3">and {row.changes.length - MOST_CHANGES} more versions</span>
        ) : null}
        <CommitLine commit={row.commit} />
      </td>
      <td className={CELL}>
        <Plain text={row.by} most={60} />
        <span className="ml-1.5 text-[12.5px] text-ink-3 md:ml-0 md:block">{HOW[row.how]}</span>
      </td>
      <td className={CELL}>
        <Outcome row={row} tone={tone} />
      </td>
      <td className={`${CELL} whitespace-nowrap tabular-nums`}>
        <Took row={row} />
      </td>
      <td className={`${CELL} whitespace-nowrap tabular-nums`}>
        <Ran row={row} />
      </td>
      <td className={`${CELL} md:pr-3.5 md:text-right`}>
        <Link
          href={href}
          scroll={false}
          prefetch={false}
          className="btn btn-small"
          aria-expanded={isOpen}
          aria-label={`${isOpen ? "Close" : "Details of"} ${plainText(title, 60)}`}
        >
          {isOpen ? "Close" : "Details"}
        </Link>
      </td>
    </tr>
  );
}

const HOW = { automatic: "from Git", "by hand": "by hand", rollback: "rolled back" };

function CommitLine({ commit }: { commit: DeploymentRow["commit"] }) {
  if (!commit) return null;
  return (
    <span className="block text-[12.5px] text-ink-2">
      <OutsideLink href={commit.url}>
        <code>{shortSha(commit.sha)}</code>
      </OutsideLink>{" "}
      <Plain text={commit.message} most={120} />
      {commit.author ? (
        <span className="text-ink-3">
          {" "}
          · <Plain text={commit.author} most={40} />
        </span>
      ) : null}
    </span>
  );
}

function Took({ row }: { row: DeploymentRow }) {
  const now = useNow();
  const ended = row.outcome === "running" ? now : Date.parse(row.at);
  if (row.startedAt === null || ended === null) return null;
  return (
    <>
      <span className="text-ink-3 md:hidden">took </span>
      {duration(ended - Date.parse(row.startedAt))}
    </>
  );
}

function Ran({ row }: { row: DeploymentRow }) {
  const now = useNow();
  const end = row.until ? Date.parse(row.until) : now;
  if (row.outcome !== "succeeded" || end === null) return null;
  return (
    <>
      <span className="text-ink-3 md:hidden">ran for </span>
      {duration(end - Date.parse(row.at))}
      {row.until === null ? <span className="text-ink-3"> so far</span> : null}
    </>
  );
}
