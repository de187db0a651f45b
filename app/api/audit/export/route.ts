import { asActor } from "@/app/api/as-actor";
import { originOf } from "@/app/api/request-origin";
import { recordExport } from "@/lib/commands/record-export";
import { auditFilter, auditFilterProblem } from "@/lib/http/audit-filter";
import type { AuditFilter } from "@/lib/http/contracts/audit";
import { NOT_KEPT, refusal } from "@/lib/http/refusal";
import { EXPORT_FORMATS, exportAudit } from "@/lib/queries/export-audit";
import { currentPipeline, server } from "@/lib/server";

export const dynamic = "force-dynamic";

const TYPES = { jsonl: "application/jsonl; charset=utf-8", csv: "text/csv; charset=utf-8; header=present" };

/** The records of a filter as a file, written as they are read; that it was taken is on record before its first line. */
export const GET = asActor(async ({ actor, request, query }) => {
  const format = EXPORT_FORMATS.find((known) => known === query.get("format"));
  if (!format) return refusal("bad-input", `format is one of ${EXPORT_FORMATS.join(", ")}.`);
  const problem = auditFilterProblem(query);
  if (problem) return refusal("bad-input", problem);
  const { clock, audit } = server();
  const filter = auditFilter(query);
  const asked = { actor, pipeline: await currentPipeline(), format, filter: filterWords(filter), ...originOf(request) };
  await recordExport({ audit, clock }, asked);
  const lines = exportAudit(actor, server(), { filter, format });
  const name = `slipway-audit-${clock.now().toISOString().slice(0, 10)}.${format}`;
  return new Response(streamOf(lines), {
    headers: { ...NOT_KEPT, "content-type": TYPES[format], "content-disposition": `attachment; filename="${name}"` },
  });
});

/** What the filter names, as its address would say it. */
function filterWords(filter: AuditFilter): string {
  const named = Object.entries(filter).filter(([, value]) => value);
  return new URLSearchParams(named.map(([name, value]) => [name, String(value)])).toString();
}

function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}
