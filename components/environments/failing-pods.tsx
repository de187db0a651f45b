import Link from "next/link";
import { StatusMark } from "@/components/status/status-mark";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Cell } from "@/lib/http/contracts/overview";
import { environmentPath } from "@/lib/routes";

/** Which pod of which version fails, why, and what still serves. */
export function FailingPods({ cells }: { cells: Cell[] }) {
  const failing = cells.flatMap(({ failing, stillServes: serves, environment, application }) =>
    failing.map((pod) => ({ pod, serves, environment, application })),
  );
  if (failing.length === 0) return null;
  return (
    <section aria-label="Failing pods" className="card border-bad/60" aria-live="polite">
      <ul className="divide-y divide-line">
        {failing.map(({ pod, serves, environment, application }) => (
          <li key={pod.pod} className="flex gap-3 px-3.5 py-2.5">
            <span className="mt-0.5">
              <StatusMark tone="failing" />
            </span>
            <div className="min-w-0 break-words">
              <b className="font-semibold">
                <Plain
                  text={`${[pod.service, pod.version].filter(Boolean).join(" ")}: ${lower(pod.reason)}.`}
                  most={200}
                />
              </b>{" "}
              <span className="text-ink-2">
                <Plain text={pod.message} most={400} /> Pod <Plain text={pod.pod} most={120} />
                {pod.restarts > 0 ? `, ${pod.restarts === 1 ? "1 restart" : `${pod.restarts} restarts`}` : ""}, begun{" "}
                <RelativeTime at={pod.since} />.{" "}
                {serves ? <Plain text={`${serves}.`} most={100} /> : "Nothing of it serves."}{" "}
                <Link
                  href={environmentPath(environment, "logs", { application, pod: pod.pod })}
                  className="text-accent underline"
                >
                  Read its log
                </Link>
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
