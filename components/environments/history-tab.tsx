"use client";
import { usePart } from "@/components/live/use-part";
import { Chip } from "@/components/status/status";
import { useNow } from "@/components/ui/clock";
import { OutsideLink } from "@/components/ui/outside-link";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import { duration, shortSha } from "@/lib/format";
import type { DeploymentRow, Paged } from "@/lib/http/contracts/environment";
import type { Tone } from "@/lib/http/contracts/status";
import { insideQuery } from "@/lib/http/query-options";
import { useEnvironment } from "./environment-frame";
import { Pages } from "./pages";

type Props = { initial: Paged<DeploymentRow>; page: number };

export function HistoryTab({ initial, page }: Props) {
  const { header } = useEnvironment();
  const environment = header.name;
  const tone = header.applications.total === 1 ? header.tone : "fine";
  const { data: deployments = initial } = usePart({
    ...insideQuery<Paged<DeploymentRow>>(environment, "history", { page }),
    initial,
  });
  if (deployments.rows.length === 0)
    return <p className="p-4 text-ink-2">Nothing has been deployed here yet. The first sync appears by itself.</p>;
  return (
    <div className="overflow-x-auto">
      <table className="w-full min-w-[720px]">
        <thead>
          <tr className="text-left text-xs text-ink-3">
            {["When", "What changed", "Who", "Outcome", "Took", "Ran"].map((word) => (
              <th key={word} scope="col" className="px-3.5 py-2 font-medium">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {deployments.rows.map((row) => (
            <Row key={row.id} row={row} tone={tone} />
          ))}
        </tbody>
      </table>
      <Pages
        environment={environment}
        tab="history"
        page={deployments.page}
        pages={deployments.pages}
        total={deployments.total}
        what="deployments"
      />
    </div>
  );
}

function Row({ row, tone }: { row: DeploymentRow; tone: Tone }) {
  const now = useNow();
  const ended = row.outcome === "running" ? now : Date.parse(row.at);
  const took = row.startedAt && ended !== null ? duration(ended - Date.parse(row.startedAt)) : "";
  const end = row.until ? Date.parse(row.until) : now;
  return (
    <tr className="align-top">
      <td className="border-t border-line px-3.5 py-2">
        <RelativeTime at={row.at} />
      </td>
      <td className="max-w-[420px] border-t border-line px-3.5 py-2">
        <What row={row} />
      </td>
      <td className="border-t border-line px-3.5 py-2">
        <Plain text={row.by} most={60} />
        <span className="text-ink-3">
          {row.how === "automatic" ? " from Git" : row.how === "rollback" ? ", went back" : ""}
        </span>
      </td>
      <td className="border-t border-line px-3.5 py-2">
        <Outcome row={row} tone={tone} />
      </td>
      <td className="border-t border-line px-3.5 py-2 whitespace-nowrap tabular-nums">{took}</td>
      <td className="border-t border-line px-3.5 py-2 whitespace-nowrap tabular-nums">
        {row.outcome === "succeeded" && end !== null ? duration(end - Date.parse(row.at)) : ""}
        {row.outcome === "succeeded" && row.until === null ? <span className="text-ink-3"> so far</span> : null}
      </td>
    </tr>
  );
}

function What({ row }: { row: DeploymentRow }) {
  return (
    <>
      {row.changes.map((change) => (
        <span key={change.service} className="block font-mono text-[12.5px]">
          <Plain text={change.service} most={60} /> <Plain text={change.from ?? "none"} most={40} /> →{" "}
          <Plain text={change.to ?? "none"} most={40} />
        </span>
      ))}
      <span className="text-[12.5px] text-ink-2">
        {row.commit ? (
          <>
            <OutsideLink href={row.commit.url}>
              <code>{shortSha(row.commit.sha)}</code>
            </OutsideLink>{" "}
            <Plain text={row.commit.message} most={120} />
            {row.commit.author ? (
              <span className="text-ink-3">
                {" "}
                · <Plain text={row.commit.author} most={40} />
              </span>
            ) : null}
          </>
        ) : null}
      </span>
    </>
  );
}

/** `tone` is how the environment fares now: what was deployed last and is failing is not simply "deployed". */
function Outcome({ row, tone }: { row: DeploymentRow; tone: Tone }) {
  switch (row.outcome) {
    case "succeeded":
      if (row.until === null && tone === "failing") return <Chip tone="failing" words="deployed, failing now" />;
      return <Chip tone="fine" words="deployed" />;
    case "running":
      return <Chip tone="moving" words="running" />;
    case "failed":
      return (
        <>
          <Chip tone="failing" words="failed" />
          <Plain text={row.message} most={160} className="mt-1 block max-w-64 text-[12.5px] break-words text-ink-2" />
        </>
      );
  }
}
