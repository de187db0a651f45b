"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useTransition } from "react";
import { ACTIONS } from "@/lib/domain/policy-changes";
import { plainText } from "@/lib/format";
import type { AccessMatrix } from "@/lib/http/contracts/access-matrix";
import { accessPath } from "@/lib/routes";

/** What is looked at stands in the address. */
export function MatrixFilters({ matrix: { filter, environments, people } }: { matrix: AccessMatrix }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const show = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    const choices = { person: text("person"), environment: text("environment"), action: text("action") };
    start(() => router.push(accessPath("matrix", choices)));
  };
  return (
    <form onSubmit={show} aria-label="Choose what to look at" className="flex flex-wrap items-end gap-2 p-3">
      <Choice
        name="person"
        label="Person"
        value={filter.person}
        otherwise="roles only"
        of={people.map(({ id, name }) => [id, name])}
      />
      <Choice
        name="environment"
        label="Environment"
        value={filter.environment}
        otherwise="all"
        of={environments.map((name) => [name, name])}
      />
      <Choice
        name="action"
        label="Action"
        value={filter.action}
        otherwise="all"
        of={ACTIONS.map((action) => [action, action])}
      />
      <button type="submit" className="btn" disabled={pending}>
        Show
      </button>
    </form>
  );
}

type ChoiceProps = { name: string; label: string; value: string; otherwise: string; of: (readonly [string, string])[] };

function Choice({ name, label, value, otherwise, of }: ChoiceProps) {
  return (
    <label className="min-w-0 text-xs text-ink-3">
      <span className="block">{label}</span>
      <select
        name={name}
        defaultValue={value}
        className="max-w-full rounded-md border border-line bg-sunken px-2.5 py-1.5 text-ink"
      >
        <option value="">{otherwise}</option>
        {of.map(([key, words]) => (
          <option key={key} value={key}>
            {plainText(words, 60)}
          </option>
        ))}
      </select>
    </label>
  );
}
