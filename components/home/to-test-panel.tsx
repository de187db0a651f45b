import Link from "next/link";
import { Status } from "@/components/status/status";
import { OutsideLink } from "@/components/ui/outside-link";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import { plainText, shortSha } from "@/lib/format";
import type { ToTest, ToTestList } from "@/lib/http/contracts/home";
import { servicePath } from "@/lib/routes";
import { NothingHere, Panel } from "./panel";

/** A tester's question: what runs there and not yet here? */
export function ToTestPanel({ list: { environment, from, total, rows } }: { list: ToTestList }) {
  const [there, here] = [plainText(from, 60), plainText(environment, 60)];
  return (
    <Panel
      id={`to-test-${environment}`}
      title={`Runs in ${there} and not in ${here}`}
      detail={total === 0 ? "" : `${total} ${total === 1 ? "service" : "services"}, what fails first, then the oldest`}
    >
      {rows.length === 0 ? (
        <NothingHere>
          Nothing: {here} runs what {there} runs.
        </NothingHere>
      ) : (
        <ul>
          {rows.map((row) => (
            <Row key={row.service} row={row} from={from} environment={environment} />
          ))}
        </ul>
      )}
      {total > rows.length ? (
        <NothingHere>And {total - rows.length} more: the overview shows all that differ.</NothingHere>
      ) : null}
    </Panel>
  );
}

function Row({ row, from, environment }: { row: ToTest; from: string; environment: string }) {
  return (
    <li className="grid gap-x-4 gap-y-1 border-t border-line px-3.5 py-2.5 md:grid-cols-[290px_190px_150px_minmax(0,1fr)]">
      <span>
        <Link href={servicePath(from, row.service)} className="font-medium">
          <Plain text={row.service} most={60} />
        </Link>
        {row.lag ? <span className="tag ml-2">{row.lag}</span> : null}
      </span>
      <span className="font-mono text-[12.5px]">
        <Plain text={row.here ?? "not there"} most={30} className="text-ink-3" />
        {" → "}
        <Plain text={row.there ?? "not known"} most={30} className="font-medium" />
        <span className="sr-only">
          {" "}
          ({environment}, then {from})
        </span>
      </span>
      <span className="text-[12.5px]">
        <Status tone={row.tone} words={row.words} />
        <span className="block text-ink-3">
          {row.since ? (
            <>
              for <RelativeTime at={row.since} bare />
            </>
          ) : (
            "since when is not known"
          )}
        </span>
      </span>
      <ul className="min-w-0 space-y-0.5 text-[12.5px]">
        {row.commits.length === 0 ? <li className="text-ink-3">Which commits brought it is not known.</li> : null}
        {row.commits.map((commit) => (
          <li key={commit.sha} className="truncate">
            <OutsideLink href={commit.url}>
              <code>{shortSha(commit.sha)}</code>
            </OutsideLink>{" "}
            <Plain text={commit.message} most={120} />
            <span className="text-ink-3">
              {" "}
              · <Plain text={commit.author} most={40} />
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
}
