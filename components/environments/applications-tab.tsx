"use client";
import Link from "next/link";
import { StaleNote } from "@/components/inside/stale-note";
import { usePart } from "@/components/live/use-part";
import { Status } from "@/components/status/status";
import { useBrowserNow, useNow } from "@/components/ui/clock";
import { OutsideLink } from "@/components/ui/outside-link";
import { Plain } from "@/components/ui/plain";
import type { ApplicationRow, Paged } from "@/lib/http/contracts/environment";
import { insideQuery } from "@/lib/http/query-options";
import { environmentPath } from "@/lib/routes";
import { useEnvironment } from "./environment-frame";
import { Pages } from "./pages";

export function ApplicationsTab({ initial, page: asked }: { initial: Paged<ApplicationRow>; page: number }) {
  const environment = useEnvironment().header.name;
  const {
    data = initial,
    error,
    loadedAt,
    reload,
  } = usePart({
    ...insideQuery<Paged<ApplicationRow>>(environment, "applications", { page: asked }),
    initial,
  });
  const { rows, page, pages, total } = data;
  const note = error ? <Stale loadedAt={loadedAt} why={error.message} onRetry={reload} /> : null;
  if (rows.length === 0)
    return (
      <>
        {note}
        <p className="p-4 text-ink-2">
          No Application of Argo CD is claimed by this environment. See applications in the policy.
        </p>
      </>
    );
  return (
    <>
      {note}
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li key={`${row.instance}/${row.name}`} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3.5 py-2">
            <span className="min-w-0 flex-1 break-words">
              <Name row={row} environment={environment} />
              {row.healthMessage ? (
                <Plain text={row.healthMessage} most={200} className="block text-[12.5px] text-ink-3" />
              ) : null}
            </span>
            <Status tone={row.tone} words={row.words} />
            <span className="w-24 text-[12.5px] text-ink-3">
              {row.sync === "OutOfSync" ? "out of sync" : row.sync === "Synced" ? "synced" : "sync not known"}
            </span>
            {row.argocd ? (
              <OutsideLink href={row.argocd} className="text-[12.5px]">
                Argo CD
                <span className="sr-only">
                  : <Plain text={row.name} most={120} />
                </span>
              </OutsideLink>
            ) : null}
          </li>
        ))}
      </ul>
      <Pages {...{ environment, page, pages, total }} tab="applications" what="applications" />
    </>
  );
}

/** When it was loaded is the browser's time, and ages are told by Slipway's. */
function Stale({ loadedAt, ...rest }: { loadedAt: number; why: string; onRetry: () => void }) {
  const [now, browserNow] = [useNow(), useBrowserNow()];
  const at = now === null || browserNow === null ? null : new Date(loadedAt + now - browserNow).toISOString();
  return <StaleNote at={at} {...rest} />;
}

/** It leads to what is inside of it; one that Argo CD does not have has nothing inside. */
function Name({ row, environment }: { row: ApplicationRow; environment: string }) {
  const name = <Plain text={row.name} most={120} />;
  if (!row.present) return <b className="font-medium">{name}</b>;
  const path = environmentPath(environment, "resources", { application: row.name });
  return (
    <Link href={path} className="font-medium">
      {name}
    </Link>
  );
}
