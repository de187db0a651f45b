import { StatusMark } from "@/components/status/status-mark";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ResourceDetails } from "@/lib/http/contracts/resources";

/** What Kubernetes told of this resource, newest first. It forgets after an hour or so. */
export function ResourceEvents({ events }: { events: ResourceDetails["events"] }) {
  if (events.problem !== null) return <p className="p-4 text-ink-2">{events.problem}</p>;
  if (events.value.length === 0)
    return <p className="p-4 text-ink-2">Kubernetes tells of no event. It forgets them after about an hour.</p>;
  return (
    <ul className="divide-y divide-line">
      {events.value.map((event) => (
        <li key={event.id} className="grid grid-cols-[20px_minmax(0,1fr)_auto] gap-x-3 px-4 py-2">
          <StatusMark tone={event.type === "Warning" ? "attention" : "fine"} />
          <span className="min-w-0 break-words">
            <span className={event.type === "Warning" ? "font-medium text-warn" : "font-medium"}>
              <Plain text={event.reason} most={80} />
              <span className="sr-only">{event.type === "Warning" ? ", warning" : ""}</span>
            </span>
            {event.count > 1 ? <span className="text-ink-3"> {event.count} times</span> : null}
            <Plain text={event.message} most={1_000} className="block text-[12.5px] text-ink-2" />
            <Plain text={event.source} most={80} className="block text-[12px] text-ink-3" />
          </span>
          <span className="text-[12.5px] text-ink-3">
            {event.lastAt ? <RelativeTime at={event.lastAt} /> : "time not told"}
          </span>
        </li>
      ))}
    </ul>
  );
}
