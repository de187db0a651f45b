import { StatusMark } from "@/components/status/status-mark";
import { Plain } from "@/components/ui/plain";
import { ago } from "@/lib/format";
import type { ServiceRow } from "@/lib/http/contracts/overview";

const MOST = 12;

/** Which pods were failing at that moment, and for how long. */
export function FailingThen({ services, at }: { services: ServiceRow[]; at: string }) {
  const failing = services.flatMap(({ cells }) =>
    cells.flatMap((cell) => cell.failing.map((pod) => ({ pod, environment: cell.environment }))),
  );
  if (failing.length === 0) return null;
  return (
    <section aria-label="Failing pods then" className="card border-bad/60">
      <ul className="divide-y divide-line">
        {failing.slice(0, MOST).map(({ pod, environment }) => (
          <li key={`${environment}/${pod.pod}`} className="flex gap-3 px-3.5 py-2">
            <StatusMark tone="failing" />
            <span className="min-w-0 break-words">
              <b className="font-semibold">
                <Plain text={[pod.service, pod.version].filter(Boolean).join(" ")} most={120} />:{" "}
                <Plain text={pod.reason.toLowerCase()} most={80} />
              </b>{" "}
              <span className="text-ink-2">
                in <Plain text={environment} most={60} />, pod <Plain text={pod.pod} most={120} />, begun{" "}
                {ago(Date.parse(at) - Date.parse(pod.since)).replace("ago", "before")}.
              </span>
            </span>
          </li>
        ))}
      </ul>
      {failing.length > MOST ? (
        <p className="border-t border-line px-3.5 py-2 text-ink-2">And {failing.length - MOST} more pods.</p>
      ) : null}
    </section>
  );
}
