"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { SearchField } from "@/components/ui/search-field";
import { HAPPENING_KINDS } from "@/lib/domain/happening";
import { plainText } from "@/lib/format";
import type { HappeningKind, TimelineFilter, TimelineOptions } from "@/lib/http/contracts/timeline";
import { timelineChoices } from "@/lib/http/timeline-filter";
import { timelinePath } from "@/lib/routes";

const WORDS: Record<HappeningKind, string> = {
  deployments: "Deployments",
  commits: "Commits",
  health: "Health",
  sync: "Sync",
  operations: "Operations",
  pods: "Pods",
  applications: "Applications",
  policy: "Policy",
};
const FIELD = "rounded-md border border-line bg-sunken px-2 py-1.5 text-ink";

/** The filter stands in the address, so that a view can be sent to somebody. */
export function TimelineFilters({ filter, options }: { filter: TimelineFilter; options: TimelineOptions }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const go = (change: Partial<TimelineFilter>) =>
    start(() => router.replace(timelinePath(timelineChoices({ ...filter, ...change })), { scroll: false }));
  const toggle = (kind: HappeningKind) => {
    const has = filter.kinds.includes(kind);
    go({ kinds: HAPPENING_KINDS.filter((one) => (one === kind ? !has : filter.kinds.includes(one))) });
  };
  const isSet = timelinePath(timelineChoices(filter)) !== timelinePath();

  return (
    <div className="space-y-2" aria-busy={pending}>
      <fieldset className="flex flex-wrap gap-1">
        <legend className="sr-only">Show only</legend>
        {HAPPENING_KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={filter.kinds.includes(kind)}
            onClick={() => toggle(kind)}
            className={`btn btn-small ${filter.kinds.includes(kind) ? "border-accent bg-accent-soft text-accent" : ""}`}
          >
            {WORDS[kind]}
          </button>
        ))}
      </fieldset>
      <div className="grid grid-cols-2 items-center gap-2 *:min-w-0 max-sm:[&_input]:w-full sm:flex sm:flex-wrap">
        <SearchField what="Find in what happened" value={filter.q} onSearch={(q) => go({ q })} />
        <SearchField what="Who" value={filter.who} onSearch={(who) => go({ who })} />
        <Choice
          what="Environment"
          every="All environments"
          value={filter.env}
          names={options.environments}
          onChoose={(env) => go({ env })}
        />
        <Choice
          what="Service"
          every="All services"
          value={filter.service}
          names={options.services}
          onChoose={(service) => go({ service })}
        />
        <Day what="From" value={filter.from} onChoose={(from) => go({ from })} />
        <Day what="To" value={filter.to} onChoose={(to) => go({ to })} />
        {isSet ? (
          <Link className="btn btn-small" href={timelinePath()} scroll={false}>
            Show everything
          </Link>
        ) : null}
      </div>
    </div>
  );
}

type ChoiceProps = { what: string; every: string; value: string; names: string[]; onChoose: (name: string) => void };

function Choice({ what, every, value, names, onChoose }: ChoiceProps) {
  const known = value === "" || names.includes(value);
  return (
    <select
      aria-label={what}
      value={value}
      onChange={(event) => onChoose(event.target.value)}
      className={`sm:max-w-52 ${FIELD}`}
    >
      <option value="">{every}</option>
      {known ? null : <option value={value}>{plainText(value, 60)}</option>}
      {names.map((name) => (
        <option key={name} value={name}>
          {plainText(name, 60)}
        </option>
      ))}
    </select>
  );
}

/** An instant in the address is kept as it is, and shown by its day. */
function Day({ what, value, onChoose }: { what: string; value: string; onChoose: (day: string) => void }) {
  return (
    <label className="flex items-center gap-1.5 text-[12.5px] text-ink-2">
      {what}
      <input
        type="date"
        value={value.slice(0, 10)}
        onChange={(event) => onChoose(event.target.value)}
        className={FIELD}
      />
    </label>
  );
}
