"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useTransition } from "react";
import { AUDIT_KINDS, AUDIT_OUTCOMES } from "@/lib/domain/audit/event";
import type { AuditFilter } from "@/lib/http/contracts/audit";
import { auditPath } from "@/lib/routes";

const FIELD = "rounded-md border border-line bg-sunken px-2.5 py-1.5 placeholder:text-ink-3";

/** The filter stands in the address; times are UTC, to the minute. */
export function AuditFilters({ filter }: { filter: AuditFilter }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const show = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const time = (name: string) => (text(name) ? `${text(name)}:00Z` : null);
    const choices = {
      q: text("q"),
      who: text("who"),
      environment: text("environment"),
      subject: text("subject"),
      kind: text("kind"),
      outcome: text("outcome"),
      from: time("from"),
      to: time("to"),
    };
    start(() => router.push(auditPath(choices)));
  };
  return (
    <form onSubmit={show} aria-label="Filter the audit" className="flex flex-wrap items-end gap-2">
      <Text name="q" label="Words" value={filter.q} />
      <Text name="who" label="Person's id" value={filter.who} />
      <Text name="environment" label="Environment" value={filter.environment} />
      <Text name="subject" label="Subject" value={filter.subject} />
      <Choice name="kind" label="Kind" value={filter.kind} words={AUDIT_KINDS} />
      <Choice name="outcome" label="Outcome" value={filter.outcome} words={AUDIT_OUTCOMES} />
      <Text name="from" label="From, UTC" value={minute(filter.from)} type="datetime-local" />
      <Text name="to" label="To, UTC" value={minute(filter.to)} type="datetime-local" />
      <button type="submit" className="btn" disabled={pending}>
        Show
      </button>
    </form>
  );
}

function minute(at: string | null): string {
  return at?.slice(0, 16) ?? "";
}

function Text({ name, label, value, type = "search" }: { name: string; label: string; value: string; type?: string }) {
  return (
    <label className="text-xs text-ink-3">
      <span className="block">{label}</span>
      <input name={name} type={type} defaultValue={value} maxLength={200} className={`${FIELD} w-40 text-ink`} />
    </label>
  );
}

function Choice({
  name,
  label,
  value,
  words,
}: {
  name: string;
  label: string;
  value: string;
  words: readonly string[];
}) {
  return (
    <label className="text-xs text-ink-3">
      <span className="block">{label}</span>
      <select name={name} defaultValue={value} className={`${FIELD} text-ink`}>
        <option value="">any</option>
        {words.map((word) => (
          <option key={word} value={word}>
            {word.replaceAll("-", " ")}
          </option>
        ))}
      </select>
    </label>
  );
}
