"use client";
import { useMutation } from "@tanstack/react-query";
import { counted } from "@/lib/domain/counted";
import { getJson } from "@/lib/http/client";
import type { AuditVerdict } from "@/lib/http/contracts/audit";
import { AUDIT_VERIFY_API } from "@/lib/routes";
import { Told } from "./told";

/** The chain's head, and on demand whether every record still follows from the one before it. */
export function Verdict({ head }: { head: AuditVerdict["head"] }) {
  const check = useMutation({ mutationFn: () => getJson<AuditVerdict>(AUDIT_VERIFY_API) });
  return (
    <section aria-label="Proof" className="card flex flex-wrap items-center gap-x-4 gap-y-2 px-3.5 py-2.5">
      <span className="min-w-0 break-all text-ink-2">
        Record {head.seq} is the newest; the chain ends in <code title={head.hash}>{head.hash.slice(0, 16)}</code>
      </span>
      <span className="flex-1" />
      <span role="status">{verdictOf(check)}</span>
      <button type="button" className="btn btn-small" disabled={check.isPending} onClick={() => check.mutate()}>
        {check.isPending ? "Checking every record…" : "Check the whole chain"}
      </button>
    </section>
  );
}

function verdictOf({ data, error }: { data: AuditVerdict | undefined; error: Error | null }) {
  if (error) return <Told tone="unknown" words={`Not checked: ${error.message}`} />;
  if (!data) return null;
  if (data.fault) return <Told tone="failing" words={`Record ${data.fault.seq}: ${data.fault.reason}`} />;
  const held = data.anchors === 0 ? "" : ` and fit ${counted(data.anchors, "anchor")} kept outside`;
  const away =
    data.archived === 0 ? "" : ` ${counted(data.archived, "record")} of them are archived: check those files too.`;
  const whole = `All ${data.records} records follow from each other${held}, checked just now.${away}`;
  return data.unsigned === 0 ? (
    <Told tone="fine" words={whole} />
  ) : (
    <Told tone="attention" words={`${whole} ${counted(data.unsigned, "anchor")} without our signature left out.`} />
  );
}
