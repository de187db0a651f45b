"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { useEnvironment } from "@/components/environments/environment-frame";
import { OutsideLink } from "@/components/ui/outside-link";
import { Plain } from "@/components/ui/plain";
import { duration, momentWords, shortSha } from "@/lib/format";
import type { DeploymentDetail, DeploymentRow } from "@/lib/http/contracts/history";
import { pastPath } from "@/lib/routes";
import { CommitList } from "./commit-list";
import { Outcome } from "./outcome";
import { VersionSteps } from "./version-steps";

/** All that is known of one deployment. */
export function Detail({ detail, closeHref }: { detail: DeploymentDetail | null; closeHref: string }) {
  const { header } = useEnvironment();
  if (!detail)
    return (
      <p className="p-4 text-ink-2">
        This environment's history has no such deployment.{" "}
        <Link className="text-accent underline" href={closeHref} scroll={false}>
          Show all
        </Link>
      </p>
    );
  const { row, before, between, versions, argocd } = detail;
  const tone = header.applications.total === 1 ? header.tone : "fine";
  return (
    <section aria-label="The deployment" className="space-y-3 p-3.5">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 flex-1 basis-60">Deployment of {momentWords(row.at)}</h2>
        <Link className="btn btn-small" href={pastPath({ at: row.at })} prefetch={false}>
          What ran then everywhere
        </Link>
        {row.commit?.url ? (
          <OutsideLink href={row.commit.url} className="btn btn-small">
            Open the commit
          </OutsideLink>
        ) : null}
        {argocd ? (
          <OutsideLink href={argocd} className="btn btn-small">
            Open in Argo CD
          </OutsideLink>
        ) : null}
        <Link className="btn btn-small" href={closeHref} scroll={false}>
          Close
        </Link>
      </div>
      <dl className="grid grid-cols-[88px_minmax(0,1fr)] gap-x-3 gap-y-1.5">
        <Fact name="Outcome">
          <Outcome row={row} tone={tone} whole />
        </Fact>
        <Fact name="Who and how">
          <Plain text={row.by} most={100} />, {HOW[row.how]}
        </Fact>
        <Fact name="Took">{took(row)}</Fact>
        <Fact name="Application">
          <Plain text={row.application} most={120} />
        </Fact>
        <Fact name="Changed">
          {row.changes.length > 0 ? (
            <VersionSteps steps={row.changes} />
          ) : (
            <span className="text-ink-2">{before ? "No version changed." : "It is the first one known."}</span>
          )}
        </Fact>
        <Fact name="Commits">
          {before ? (
            <>
              <span className="mb-1 block text-[12.5px] text-ink-3">
                since {before.commit ? <code>{shortSha(before.commit.sha)}</code> : "the deployment before"}, deployed{" "}
                {momentWords(before.at)}
              </span>
              <CommitList between={between} own={row.commit?.sha ?? null} />
            </>
          ) : (
            <Plain text={row.commit?.message ?? "not known"} most={200} />
          )}
        </Fact>
        <Fact name="Versions">
          {versions.length === 0 ? <span className="text-ink-3">They were never read from Git.</span> : null}
          <ul className="flex flex-wrap gap-x-4 gap-y-1 font-mono text-[12.5px]">
            {versions.map(({ service, version }) => (
              <li key={service}>
                <Plain text={service} most={60} /> <Plain text={version} most={60} />
              </li>
            ))}
          </ul>
        </Fact>
      </dl>
    </section>
  );
}

const HOW = { automatic: "by itself from Git", "by hand": "by hand", rollback: "rolled back by hand" };

function took({ startedAt, at, outcome }: DeploymentRow): string {
  if (startedAt === null) return "not known";
  if (outcome === "running") return `running since ${momentWords(startedAt)}`;
  return `${duration(Date.parse(at) - Date.parse(startedAt))}, begun ${momentWords(startedAt)}`;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
