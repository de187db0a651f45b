"use client";
import type { ReactNode } from "react";
import { ApplicationPicker } from "@/components/inside/application-picker";
import { type LogChoices, TAILS } from "@/lib/domain/log-choices";
import { plainText } from "@/lib/format";
import type { LogSources } from "@/lib/http/contracts/logs";
import { PodPicker } from "./pod-picker";

type Change = Record<string, string | null>;
type Props = {
  choices: LogChoices;
  sources: LogSources | null;
  choose: (change: Change, how?: "push" | "replace") => void;
};

/** Whose log, and how much of it. */
export function LogControls({ choices, sources, choose }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-2 text-[12.5px]">
      <ApplicationPicker shown={sources?.application ?? choices.application} />
      <Choice
        label="Service"
        value={choices.service ?? ""}
        onChange={(service) => choose({ service, pod: null, container: null }, "push")}
      >
        <option value="">All services</option>
        {withChosen(sources?.services ?? [], choices.service).map((name) => (
          <option key={name} value={name}>
            {plainText(name, 80)}
          </option>
        ))}
      </Choice>
      {sources && sources.pods.length > 0 ? (
        <PodPicker
          sources={sources}
          service={choices.service}
          named={choices.pods}
          onChoose={(pods) => choose({ pod: pods.join(","), container: null }, "push")}
        />
      ) : null}
      <ContainerChoice choices={choices} sources={sources} choose={choose} />
      <Choice label="Lines" value={String(choices.tail)} onChange={(tail) => choose({ tail })}>
        {TAILS.map((count) => (
          <option key={count} value={count}>
            Last {count.toLocaleString("en")}
          </option>
        ))}
      </Choice>
      <Toggle on={choices.previous} onChange={(on) => choose({ previous: on ? "1" : null }, "push")}>
        Before the last restart
      </Toggle>
    </div>
  );
}

function ContainerChoice({ choices, sources, choose }: Props) {
  const known = sources?.containers ?? [];
  if (known.length <= 1 && choices.container === null) return null;
  const isKnown = choices.container === null || known.some((container) => container.name === choices.container);
  return (
    <Choice label="Container" value={choices.container ?? ""} onChange={(container) => choose({ container }, "push")}>
      <option value="">The usual one</option>
      {isKnown || choices.container === null ? null : (
        <option value={choices.container}>{plainText(choices.container, 80)}</option>
      )}
      {known.map(({ name, init }) => (
        <option key={name} value={name}>
          {plainText(name, 80)}
          {init ? " (prepares)" : ""}
        </option>
      ))}
    </Choice>
  );
}

type ChoiceProps = { label: string; value: string; onChange: (value: string) => void; children: ReactNode };

function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <label className="flex min-w-0 items-center gap-1.5 text-ink-2">
      {label}
      <select
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="max-w-56 min-w-0 rounded-md border border-line bg-sunken px-2 py-1.5 text-ink"
      >
        {children}
      </select>
    </label>
  );
}

/** A choice that is on or off. */
export function Toggle({
  on,
  onChange,
  children,
}: {
  on: boolean;
  onChange: (on: boolean) => void;
  children: ReactNode;
}) {
  return (
    <label className="flex items-center gap-1.5 whitespace-nowrap text-ink-2">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
      {children}
    </label>
  );
}

function withChosen(names: readonly string[], chosen: string | null): readonly string[] {
  return chosen === null || names.includes(chosen) ? names : [...names, chosen];
}
