import Link from "next/link";
import { Status } from "@/components/status/status";
import { StatusMark } from "@/components/status/status-mark";
import { OutsideLink } from "@/components/ui/outside-link";
import { Plain } from "@/components/ui/plain";
import type { TimelineEntry, TimelineStep } from "@/lib/http/contracts/timeline";
import { Moment } from "./moment";

type Props = { entry: TimelineEntry; open: boolean; onToggle: (open: boolean) => void };

/** One thing that happened: when, how it stands, who did what where, and on request its steps. */
export function TimelineRow({ entry, open, onToggle }: Props) {
  return (
    <article className="grid grid-cols-[44px_minmax(0,1fr)] gap-x-3 px-3.5 py-2 sm:grid-cols-[52px_140px_minmax(0,1fr)]">
      <Moment at={entry.at} />
      <span className="min-w-0 overflow-hidden">
        {entry.tone === null ? (
          <span className="tag">{entry.chip}</span>
        ) : (
          <Status tone={entry.tone} words={entry.chip} />
        )}
      </span>
      <div className="col-start-2 min-w-0 break-words sm:col-start-auto">
        <p>
          <What entry={entry} />
          {entry.times > 1 ? <Times entry={entry} /> : null}
        </p>
        {entry.detail === "" ? null : (
          <p className="text-[12.5px] text-ink-2">
            <Plain text={entry.detail} most={300} />
          </p>
        )}
        <div className="flex flex-wrap items-baseline gap-x-4">
          <Changes entry={entry} />
          {entry.steps.length === 0 ? null : <Steps steps={entry.steps} open={open} onToggle={onToggle} />}
        </div>
      </div>
    </article>
  );
}

function What({ entry }: { entry: TimelineEntry }) {
  const words = <Plain text={entry.words} most={240} />;
  return (
    <>
      {entry.who === null ? null : (
        <>
          <b className="font-medium">
            <Plain text={entry.who} most={60} />
          </b>{" "}
        </>
      )}
      {entry.href !== null ? (
        <Link href={entry.href} className="underline-offset-3 hover:underline">
          {words}
        </Link>
      ) : entry.outside !== null ? (
        <OutsideLink href={entry.outside.url}>{words}</OutsideLink>
      ) : (
        words
      )}
    </>
  );
}

/** Applications differ; what else repeats is the same again. */
function Times({ entry: { kind, times } }: { entry: TimelineEntry }) {
  const more = kind === "applications" ? ` and ${times - 1} more` : `, ${times} times`;
  return <span className="text-ink-2">{more}</span>;
}

function Changes({ entry: { changes } }: { entry: TimelineEntry }) {
  if (changes.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-x-3 font-mono text-[12.5px] text-ink-2">
      {changes.map((change) => (
        <span key={change.service}>
          <Plain text={change.service} most={60} /> <Plain text={change.from ?? "none"} most={40} /> →{" "}
          <Plain text={change.to ?? "none"} most={40} />
        </span>
      ))}
    </p>
  );
}

type StepsProps = { steps: TimelineStep[]; open: boolean; onToggle: (open: boolean) => void };

function Steps({ steps, open, onToggle }: StepsProps) {
  return (
    <details
      open={open}
      onToggle={(event) => onToggle(event.currentTarget.open)}
      className="text-[12.5px] text-ink-2 open:w-full"
    >
      <summary className="w-fit cursor-pointer text-ink-3">
        {steps.length} {steps.length === 1 ? "step" : "steps"}
      </summary>
      <ol className="mt-1 space-y-0.5 border-l border-line pl-3">
        {steps.map((step) => (
          <li key={step.id} className="flex min-w-0 items-center gap-2">
            <Moment at={step.at} />
            {step.tone === null ? <span className="w-4" /> : <StatusMark tone={step.tone} />}
            <span className="min-w-0 break-words">
              <Plain text={step.words} most={160} />
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
