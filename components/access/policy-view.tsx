"use client";
import { usePart } from "@/components/live/use-part";
import { ErrorPanel } from "@/components/ui/error-panel";
import { RelativeTime } from "@/components/ui/relative-time";
import { shortSha } from "@/lib/format";
import type { PolicyPage } from "@/lib/http/contracts/access-policy";
import { policyQuery } from "@/lib/http/query-options";
import { PolicyInForcePart } from "./policy-in-force";
import { PolicyPendingPart } from "./policy-pending";
import { PolicyTry } from "./policy-try";

/** The rules that hold, what waits to take their place, and what an edited policy would change. */
export function PolicyView({ initial }: { initial: PolicyPage }) {
  const { data, error, reload } = usePart({ ...policyQuery, initial });
  const page = data ?? initial;
  return (
    <div className="divide-y divide-line">
      {error ? (
        <div className="p-3">
          <ErrorPanel title="The newest state could not be loaded." detail={error.message} onRetry={reload} />
        </div>
      ) : null}
      {page.pending ? <PolicyPendingPart page={page} pending={page.pending} /> : null}
      <PolicyInForcePart page={page} />
      <PolicyTry page={page} />
      {page.earlier.length > 1 ? <Earlier rows={page.earlier.slice(1)} /> : null}
    </div>
  );
}

function Earlier({ rows }: { rows: PolicyPage["earlier"] }) {
  return (
    <section className="p-4" aria-labelledby="earlier-policies">
      <h2 id="earlier-policies">In force before</h2>
      <ul className="mt-1 text-ink-2">
        {rows.map(({ commit, at }) => (
          <li key={`${commit} ${at}`}>
            <code>{shortSha(commit)}</code> from <RelativeTime at={at} />
          </li>
        ))}
      </ul>
    </section>
  );
}
