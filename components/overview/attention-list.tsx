import { StatusMark } from "@/components/status/status-mark";
import { TONE_TEXT } from "@/components/status/tones";
import { Plain } from "@/components/ui/plain";
import { ReadyLink } from "@/components/ui/ready-link";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Attention } from "@/lib/http/contracts/overview";

/** What needs somebody, worst first; nothing when all is well. */
export function AttentionList({ lines }: { lines: Attention[] }) {
  if (lines.length === 0) return null;
  return (
    <section aria-label="Needs attention" className="card divide-y divide-line overflow-hidden" aria-live="polite">
      {lines.map((line) => (
        <div
          key={line.id}
          className="grid grid-cols-[20px_minmax(0,1fr)_auto] items-center gap-3 px-3.5 py-2 sm:grid-cols-[20px_minmax(0,1fr)_auto_auto]"
        >
          <StatusMark tone={line.tone} />
          <p className="min-w-0 break-words">
            <b className={`font-semibold ${line.tone === "failing" ? TONE_TEXT.failing : ""}`}>
              <Plain text={line.title} most={200} />
            </b>{" "}
            <Plain text={line.detail} most={300} className="text-ink-2" />
          </p>
          <span className="text-[12.5px] text-ink-3">{line.since ? <RelativeTime at={line.since} /> : null}</span>
          <ReadyLink
            href={line.href}
            className="btn btn-small col-start-2 justify-self-start sm:col-start-4"
            aria-label={`${line.action}: ${line.title}`}
          >
            {line.action}
          </ReadyLink>
        </div>
      ))}
    </section>
  );
}
