"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import { postJson } from "@/lib/http/client";
import { auditAnchorsQuery } from "@/lib/http/query-options";
import { AUDIT_ANCHORS_API, auditAnchorFile } from "@/lib/routes";
import { Told } from "./told";

const SHOWN = 5;

/** The heads that are kept outside of the database: against them even a chain that was written anew shows. */
export function Anchors() {
  const client = useQueryClient();
  const { queryKey, load } = auditAnchorsQuery;
  const { data, error } = useQuery({ queryKey, queryFn: load });
  const make = useMutation({
    mutationFn: () => postJson<{ seq: string }>(AUDIT_ANCHORS_API, {}),
    onSuccess: () => client.invalidateQueries({ queryKey }),
  });
  return (
    <details className="text-[12.5px] text-ink-2">
      <summary className="cursor-pointer">Anchors outside the database</summary>
      <div className="flex flex-col gap-2 pt-2">
        {error ? <Told tone="unknown" words={`The anchors could not be read: ${error.message}`} /> : null}
        {data?.publicKey === null ? (
          <p>None are made: AUDIT_ANCHOR_DIR and AUDIT_SIGNING_KEY_FILE are not set.</p>
        ) : null}
        {data?.publicKey ? (
          <>
            <p>
              Once a day, and whenever an administrator asks, the chain's end is signed and kept in a folder of its own.
              A chain that was cut off or written anew does not fit it. Keep a copy elsewhere.
            </p>
            {data.anchors.length === 0 ? <p>There is none yet.</p> : null}
            <ul className="flex flex-col gap-1">
              {data.anchors.slice(0, SHOWN).map(({ seq, hash, at }) => (
                <li key={hash}>
                  <a className="underline" href={auditAnchorFile(seq)} download>
                    Record {seq}
                  </a>{" "}
                  <code title={hash}>{hash.slice(0, 16)}</code> <RelativeTime at={at} />
                </li>
              ))}
            </ul>
            <div className="flex flex-wrap items-center gap-3">
              <button
                type="button"
                className="btn btn-small"
                disabled={make.isPending || data.refusal !== null}
                onClick={() => make.mutate()}
              >
                {make.isPending ? "Anchoring…" : "Anchor now"}
              </button>
              <a
                className="btn btn-small"
                href={`data:application/x-pem-file,${encodeURIComponent(data.publicKey)}`}
                download="slipway-audit-public-key.pem"
              >
                Public key
              </a>
              <span role="status">{toldOf(make)}</span>
              {data.refusal === null ? null : <Plain text={data.refusal} most={300} />}
            </div>
          </>
        ) : null}
      </div>
    </details>
  );
}

function toldOf({ data, error }: { data: { seq: string } | undefined; error: Error | null }) {
  if (error) return <Told tone="failing" words={`Not anchored: ${error.message}`} />;
  return data ? <Told tone="fine" words={`Anchored at record ${data.seq}.`} /> : null;
}
