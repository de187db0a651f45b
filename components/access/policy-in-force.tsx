import { Status } from "@/components/status/status";
import { OutsideLink } from "@/components/ui/outside-link";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import { shortSha } from "@/lib/format";
import type { PolicyDecisionRow, PolicyPage } from "@/lib/http/contracts/access-policy";
import type { Commit } from "@/lib/http/contracts/overview";

/** Which rules hold, since when, and who let them. */
export function PolicyInForcePart({ page: { inForce, file, branch } }: { page: PolicyPage }) {
  return (
    <section className="space-y-1.5 p-4" aria-labelledby="policy-in-force">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 id="policy-in-force">In force</h2>
        {inForce ? <Status tone="fine" words={shortSha(inForce.commit.sha)} /> : null}
        <span className="flex-1" />
        {inForce?.link ? (
          <OutsideLink href={inForce.link} className="text-accent underline">
            The file at this commit
          </OutsideLink>
        ) : null}
      </div>
      {inForce ? (
        <>
          <CommitLine commit={inForce.commit} />
          <p className="text-ink-2">
            In force since <RelativeTime at={inForce.since} />
            {inForce.approvals.length === 0 ? "; nobody had to approve it." : "."}
          </p>
          <DecisionList rows={inForce.approvals} />
          {inForce.protects ? null : (
            <p>
              <Status tone="attention" words="Not protected" />{" "}
              <span className="text-ink-2">
                These rules do not name <code>{file}</code> under <code>protected</code>, so any push to {branch}{" "}
                changes them at once.
              </span>
            </p>
          )}
        </>
      ) : (
        <p className="text-ink-2">
          No policy is in force yet. The first <code>{file}</code> on {branch} that can be read takes force.
        </p>
      )}
    </section>
  );
}

export function CommitLine({ commit }: { commit: Commit }) {
  return (
    <p className="break-words">
      <OutsideLink href={commit.url}>
        <code>{shortSha(commit.sha)}</code>
      </OutsideLink>{" "}
      <Plain text={commit.message} most={160} />
      {commit.author === "" ? null : (
        <span className="text-[12.5px] text-ink-3">
          {" "}
          · <Plain text={commit.author} most={60} />
        </span>
      )}
    </p>
  );
}

export function DecisionList({ rows }: { rows: PolicyDecisionRow[] }) {
  if (rows.length === 0) return null;
  return (
    <ul className="space-y-0.5 text-ink-2">
      {rows.map(({ name, decision, comment, at }) => (
        <li key={`${name} ${at}`} className="break-words">
          {decision === "approve" ? "Approved" : "Rejected"} by <Plain text={name} most={60} className="font-medium" />{" "}
          <RelativeTime at={at} />
          {comment === "" ? null : (
            <>
              : <Plain text={comment} most={400} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
