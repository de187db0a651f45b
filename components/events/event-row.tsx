"use client";
import Link from "next/link";
import { StatusMark } from "@/components/status/status-mark";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import { duration } from "@/lib/format";
import type { ClusterEvent } from "@/lib/http/contracts/events";
import type { TimelineEntry } from "@/lib/http/contracts/timeline";
import type { EventLine } from "./event-lines";

export function EventRow({ line }: { line: EventLine }) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-3.5 py-2 sm:grid-cols-[88px_minmax(0,1fr)_auto]">
      <span className="text-[12.5px] text-ink-3 max-sm:order-last">
        {line.at === null ? "time not told" : <RelativeTime at={line.at} />}
      </span>
      {line.own ? <Own entry={line.own} /> : <FromCluster event={line.cluster} />}
      <span className="text-[12px] text-ink-3 max-sm:hidden">{line.own ? "Slipway" : "Kubernetes"}</span>
    </li>
  );
}

function FromCluster({ event }: { event: ClusterEvent }) {
  const { kind, name } = event.object;
  return (
    <div className="flex min-w-0 gap-2.5">
      {event.warning ? <StatusMark tone="attention" /> : <span className="w-4 shrink-0" />}
      <div className="min-w-0 flex-1 break-words">
        <span className={event.warning ? "font-medium text-warn" : "font-medium"}>
          <Plain text={event.reason} most={80} />
          {event.warning ? <span className="sr-only">, warning</span> : null}
        </span>{" "}
        <span className="text-ink-2">
          <Plain text={kind} most={40} /> <Plain text={name} most={80} className="font-mono text-[12.5px]" />
        </span>
        {event.count > 1 ? <Repeated event={event} /> : null}
        <span className="block text-[12.5px] text-ink-2">
          <Plain text={event.message} most={600} />{" "}
          <Plain text={event.source} most={80} className="text-[12px] text-ink-3" />
        </span>
      </div>
    </div>
  );
}

/** "12 times in 4 min". */
function Repeated({ event: { count, firstAt, lastAt } }: { event: ClusterEvent }) {
  const over = firstAt && lastAt ? Date.parse(lastAt) - Date.parse(firstAt) : 0;
  return (
    <span className="text-ink-3">
      , {count} times{over > 0 ? ` in ${duration(over)}` : ""}
    </span>
  );
}

function Own({ entry }: { entry: TimelineEntry }) {
  const words = <Plain text={entry.words} most={240} />;
  return (
    <div className="flex min-w-0 gap-2.5">
      {entry.tone === null ? <span className="w-4 shrink-0" /> : <StatusMark tone={entry.tone} />}
      <div className="min-w-0 flex-1 break-words">
        {entry.who === null ? null : (
          <b className="font-medium">
            <Plain text={entry.who} most={60} />{" "}
          </b>
        )}
        {entry.href === null ? words : <Link href={entry.href}>{words}</Link>}
        {entry.times > 1 ? <span className="text-ink-3">, {entry.times} times</span> : null}
        {entry.tone === null || entry.tone === "fine" ? null : <span className="sr-only">, {entry.chip}</span>}
        {entry.changes.length === 0 ? null : (
          <span className="block font-mono text-[12.5px] text-ink-2">
            {entry.changes.map((change) => (
              <span key={change.service} className="mr-3">
                <Plain text={change.service} most={60} /> <Plain text={change.from ?? "none"} most={40} /> →{" "}
                <Plain text={change.to ?? "none"} most={40} />
              </span>
            ))}
          </span>
        )}
        {entry.detail === "" ? null : (
          <Plain text={entry.detail} most={600} className="block text-[12.5px] text-ink-2" />
        )}
      </div>
    </div>
  );
}
