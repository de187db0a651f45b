import { DiffHunks } from "@/components/diff/diff-hunks";
import { useDiffView, ViewChoice } from "@/components/diff/view-choice";
import { Status } from "@/components/status/status";
import { OutsideLink } from "@/components/ui/outside-link";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import { shortSha } from "@/lib/format";
import type { PolicyCommit, PolicyPage, PolicyPending } from "@/lib/http/contracts/access-policy";
import { ChangeList } from "./policy-changes";
import { PolicyDecide } from "./policy-decide";
import { CommitLine, DecisionList } from "./policy-in-force";
import { PolicyProblems } from "./policy-problems";

type Props = { page: PolicyPage; pending: PolicyPending };

/** What came after the rules in force and does not hold: whose it is, what it would change, and the decision. */
export function PolicyPendingPart({ page, pending }: Props) {
  const before = page.inForce ? shortSha(page.inForce.commit.sha) : "nothing";
  return (
    <section className="space-y-3 p-4" aria-labelledby="policy-pending">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 id="policy-pending">{TITLES[pending.state]}</h2>
        <Status tone={pending.state === "waiting" ? "waiting" : "attention"} words={shortSha(pending.commit.sha)} />
        <span className="text-ink-3">
          read <RelativeTime at={pending.readAt} />
        </span>
      </div>
      {pending.state === "unreadable" ? (
        <>
          <CommitLine commit={pending.commit} />
          <PolicyProblems problems={pending.problems} />
        </>
      ) : (
        <>
          <p className="text-ink-2">
            <Plain text={pending.whose} most={200} className="font-medium text-ink" /> changed the rules. Those of{" "}
            <code>{before}</code> stay in force until it is approved by somebody who had no hand in it.
          </p>
          <Commits commits={pending.commits} />
          <ChangeList changes={pending.changes} />
          <Lines pending={pending} before={before} file={page.file} />
        </>
      )}
      <DecisionList rows={pending.decisions} />
      {pending.state === "waiting" && pending.seal !== null ? (
        <PolicyDecide key={pending.seal} pending={pending} seal={pending.seal} />
      ) : null}
    </section>
  );
}

const TITLES: Record<PolicyPending["state"], string> = {
  waiting: "Waits for approval",
  rejected: "Rejected, and still in Git",
  unreadable: "Cannot be read",
};

function Commits({ commits }: { commits: PolicyCommit[] | null }) {
  if (commits === null)
    return (
      <p className="text-warn">
        Who wrote it cannot be read from the Git host now, so nobody can approve it yet. It is asked again by itself.
      </p>
    );
  return (
    <ul className="space-y-1" aria-label="Commits that changed it">
      {commits.map(({ sha, url, message, by, at }) => (
        <li key={sha} className="break-words">
          <OutsideLink href={url}>
            <code>{shortSha(sha)}</code>
          </OutsideLink>{" "}
          <Plain text={message} most={160} />
          <span className="text-[12.5px] text-ink-3">
            {" "}
            · <Plain text={by} most={100} />
            {at ? (
              <>
                , <RelativeTime at={at} />
              </>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Lines({ pending: { lines, commit }, before, file }: { pending: PolicyPending; before: string; file: string }) {
  const view = useDiffView();
  if (lines === null)
    return <p className="text-ink-3">The file itself is shown to those who may see every environment it names.</p>;
  return (
    <div className="overflow-clip rounded-lg border border-line">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-3.5 py-2">
        <code className="break-all">{file}</code>
        <span className="flex-1" />
        <ViewChoice />
      </div>
      <DiffHunks diff={lines} view={view} label={file} names={{ before, after: shortSha(commit.sha) }} />
    </div>
  );
}
