import Link from "next/link";
import { Status } from "@/components/status/status";
import { OutsideLink } from "@/components/ui/outside-link";
import { Plain } from "@/components/ui/plain";
import { ago, exactUtc, shortSha } from "@/lib/format";
import type { LastDeployment } from "@/lib/http/contracts/overview";
import type { PastEnvironment } from "@/lib/http/contracts/past";
import { environmentPath } from "@/lib/routes";

/** An environment as it was, above its column. Times are told from that moment, not from now. */
export function PastHead({ environment, at }: { environment: PastEnvironment; at: string }) {
  const { name, verdict, revision, lastDeployment } = environment;
  return (
    <div className="px-3.5 pt-2.5 pb-3">
      <h2>
        <Link href={environmentPath(name, "history")}>
          <Plain text={name} most={60} />
        </Link>
      </h2>
      {verdict ? (
        <p className="mt-1.5 flex flex-wrap gap-x-3.5 gap-y-1">
          <Status tone={verdict.tone} words={verdict.words} />
          <Status
            tone={verdict.sync === "Synced" ? "fine" : verdict.sync === "OutOfSync" ? "attention" : "unknown"}
            words={verdict.syncWords}
          />
          {verdict.applications > 1 ? (
            <span className="text-ink-3">
              {verdict.failing} of {verdict.applications} applications failing
            </span>
          ) : null}
        </p>
      ) : (
        <p className="mt-1.5 text-ink-3">not known then</p>
      )}
      <dl className="mt-2.5 grid grid-cols-[72px_minmax(0,1fr)] gap-x-2.5 gap-y-1 text-[12.5px]">
        <dt className="text-ink-3">Revision</dt>
        <dd className="truncate">
          {revision ? (
            <>
              <OutsideLink href={revision.url}>
                <code>{shortSha(revision.sha)}</code>
              </OutsideLink>{" "}
              <Plain text={revision.message} most={80} />
              {revision.author ? (
                <span className="text-ink-3">
                  {" "}
                  · <Plain text={revision.author} most={40} />
                </span>
              ) : null}
            </>
          ) : (
            <span className="text-ink-3">none known</span>
          )}
        </dd>
        <dt className="text-ink-3">Deployed</dt>
        <dd className="truncate">
          <DeployedThen deployment={lastDeployment} at={at} />
        </dd>
      </dl>
    </div>
  );
}

const WORD = { succeeded: "", failed: "failed ", running: "running, begun " };

function DeployedThen({ deployment, at }: { deployment: LastDeployment; at: string }) {
  if (!deployment) return <span className="text-ink-3">none known</span>;
  const { outcome, how, by } = deployment;
  const tone = outcome === "failed" ? "text-bad" : outcome === "running" ? "text-move" : "";
  return (
    <span className={tone} title={exactUtc(deployment.at)}>
      {WORD[outcome]}
      {ago(Date.parse(at) - Date.parse(deployment.at)).replace("ago", "before")} by <Plain text={by} most={50} />
      {how === "automatic" ? " from Git" : how === "rollback" ? ", rolled back" : ""}
    </span>
  );
}
