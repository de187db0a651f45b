"use client";
import { useMutation } from "@tanstack/react-query";
import { alignClock, useNow } from "@/components/ui/clock";
import { postJson } from "@/lib/http/client";
import type { EnvironmentHeader } from "@/lib/http/contracts/overview";
import { DEMO_CLOCK_API } from "@/lib/routes";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Only in the demo: moves its clock, so that what waits for a time can be tried at any hour. */
export function DemoBar({ environments }: { environments: EnvironmentHeader[] }) {
  const now = useNow();
  const jump = useMutation({
    mutationFn: (to: number) =>
      postJson<{ now: string }>(DEMO_CLOCK_API, { advanceTo: new Date(Math.ceil(to)).toISOString() }),
    onSuccess: ({ now: reached }) => alignClock(reached),
  });
  const opening = nextOpening(environments);
  const to = (target: number) => () => jump.mutate(target);
  return (
    <aside
      aria-label="Demo"
      className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line bg-sunken px-3 py-1.5 text-[12.5px] text-ink-2 sm:px-5"
    >
      <span>
        <b className="font-semibold text-ink">Demo.</b>{" "}
        <span className="tabular-nums">{now === null ? "" : `It is ${dayAndTime(now)} UTC here.`}</span> Jump
      </span>
      <span className="flex flex-wrap gap-1.5">
        <button
          type="button"
          className="btn btn-small"
          disabled={now === null || jump.isPending}
          onClick={to((now ?? 0) + HOUR)}
        >
          an hour ahead
        </button>
        <button
          type="button"
          className="btn btn-small"
          disabled={now === null || jump.isPending}
          onClick={to((now ?? 0) + DAY)}
        >
          a day ahead
        </button>
        {opening ? (
          <button type="button" className="btn btn-small" disabled={jump.isPending} onClick={to(opening.at + MINUTE)}>
            to when {opening.name} opens
          </button>
        ) : null}
      </span>
      <span role="status">
        {jump.isPending ? "Time goes by…" : null}
        {jump.isError ? <span className="text-bad">{jump.error.message}</span> : null}
      </span>
    </aside>
  );
}

/** The first closed window that will open. */
function nextOpening(environments: EnvironmentHeader[]): { name: string; at: number } | null {
  const closed = environments.flatMap(({ name, window }) =>
    window.state === "closed" && window.changesAt ? [{ name, at: Date.parse(window.changesAt) }] : [],
  );
  return closed.sort((a, b) => a.at - b.at)[0] ?? null;
}

/** "Wed 25 Nov, 14:01". */
function dayAndTime(at: number): string {
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "UTC",
  }).format(at);
}
