"use client";
import Link from "next/link";
import { StatusMark } from "@/components/status/status-mark";
import { useNow } from "@/components/ui/clock";
import { Plain } from "@/components/ui/plain";
import { ago, exactUtc, momentWords } from "@/lib/format";
import type { PastMoment } from "@/lib/http/contracts/past";
import { overviewPath, pastPath } from "@/lib/routes";
import { MomentForm } from "./moment-form";

/** Which moment is shown, that it is past, and the ways to another. */
export function Moment({ past }: { past: PastMoment }) {
  const { at, filter, gaps, changeBefore, changeAfter } = past;
  const now = useNow();
  const here = now === null ? "" : new Date(at).toLocaleString([], LOCAL);
  const isUtc = here.endsWith(at.slice(11, 16));
  return (
    <section aria-label="The moment shown" className="card border-accent/50">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3.5 py-2.5">
        <p className="min-w-0 flex-1 basis-72" role="status">
          <b className="font-semibold">
            As it was on <time dateTime={at}>{momentWords(at)}</time>
            {now === null ? "" : `, ${ago(now - Date.parse(at))}`}.
          </b>{" "}
          <span className="text-ink-2">
            {here && !isUtc ? `${here} here. ` : ""}Nothing on this page is how it is now.
          </span>
        </p>
        <Step at={changeBefore} filter={filter} words="← The change before" none="No change before" />
        <MomentForm key={at} at={at} filter={filter} />
        <Step at={changeAfter} filter={filter} words="The change after →" none="No change after" />
        <Link className="btn btn-small" href={overviewPath({ q: filter.q, env: filter.env })}>
          Back to now
        </Link>
      </div>
      {gaps.map((gap) => (
        <p key={gap.instance} className="flex gap-2 border-t border-line px-3.5 py-2 text-warn">
          <StatusMark tone="attention" />
          <span>
            Slipway was not watching{gaps.length > 1 ? " " : ""}
            {gaps.length > 1 ? <Plain text={gap.instance} most={60} /> : ""} between {exactUtc(gap.from)} and{" "}
            {gap.until ? exactUtc(gap.until) : "now"}: this is what it had seen last before.
          </span>
        </p>
      ))}
    </section>
  );
}

const LOCAL = { weekday: "short", hour: "2-digit", minute: "2-digit", hour12: false } as const;

type StepProps = { at: string | null; filter: PastMoment["filter"]; words: string; none: string };

function Step({ at, filter, words, none }: StepProps) {
  if (at === null)
    return (
      <button type="button" className="btn btn-small" disabled title={none}>
        {words}
      </button>
    );
  return (
    <Link
      className="btn btn-small"
      href={pastPath({ ...filter, at })}
      scroll={false}
      title={exactUtc(at)}
      prefetch={false}
    >
      {words}
    </Link>
  );
}
