"use client";
import { useChoices } from "@/components/inside/use-choices";
import { plainText } from "@/lib/format";
import type { CompareSide, Comparison } from "@/lib/http/contracts/compare";

const FIELD = "min-w-0 max-w-full rounded-md border border-line bg-sunken px-2 py-1.5 text-ink";

/** Both sides, each an environment as it is or as of an instant, and the way to swap them. */
export function Chooser({ comparison }: { comparison: Comparison }) {
  const { environments, from, to } = comparison;
  const [, choose] = useChoices();
  const side = (name: "from" | "to", own: CompareSide) => ({
    environments,
    own,
    onEnvironment: (environment: string) =>
      choose({ from: from.environment, to: to.environment, [name]: environment }, "push"),
    onAt: (at: string | null) => choose({ from: from.environment, to: to.environment, [`${name}At`]: at }, "push"),
  });
  const swap = () => choose({ from: to.environment, to: from.environment, fromAt: to.at, toAt: from.at }, "push");
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <Side legend="From" {...side("from", from)} />
      <button type="button" className="btn btn-small mb-1" onClick={swap}>
        ⇄ Swap
      </button>
      <Side legend="To" {...side("to", to)} />
    </div>
  );
}

type SideProps = {
  legend: string;
  environments: string[];
  own: CompareSide;
  onEnvironment: (environment: string) => void;
  onAt: (at: string | null) => void;
};

function Side({ legend, environments, own, onEnvironment, onAt }: SideProps) {
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center gap-2">
      <legend className="mb-1 text-[12.5px] text-ink-3">{legend}</legend>
      <select
        aria-label={`${legend}: environment`}
        value={own.environment}
        onChange={(event) => onEnvironment(event.target.value)}
        className={FIELD}
      >
        {environments.map((name) => (
          <option key={name} value={name}>
            {plainText(name, 80)}
          </option>
        ))}
      </select>
      <label className="flex items-center gap-1.5 text-[12.5px] text-ink-2">
        as of
        <input
          key={own.at}
          type="datetime-local"
          aria-label={`${legend}: as of, in UTC`}
          defaultValue={own.at?.slice(0, 16) ?? ""}
          onBlur={(event) => {
            const { value } = event.target;
            if (value !== (own.at?.slice(0, 16) ?? "")) onAt(value === "" ? null : `${value}:00Z`);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") event.currentTarget.blur();
          }}
          className={`${FIELD} tabular-nums`}
        />
        UTC
      </label>
      {own.at === null ? (
        <span className="text-[12.5px] text-ink-3">now</span>
      ) : (
        <button type="button" className="btn btn-small" onClick={() => onAt(null)}>
          Now
        </button>
      )}
    </fieldset>
  );
}
