"use client";
import { usePart } from "@/components/live/use-part";
import { Status } from "@/components/status/status";
import { OutsideLink } from "@/components/ui/outside-link";
import { Plain } from "@/components/ui/plain";
import type { ApplicationRow, Paged } from "@/lib/http/contracts/environment";
import { insideQuery } from "@/lib/http/query-options";
import { useEnvironment } from "./environment-frame";
import { Pages } from "./pages";

export function ApplicationsTab({ initial, page: asked }: { initial: Paged<ApplicationRow>; page: number }) {
  const environment = useEnvironment().header.name;
  const { data = initial } = usePart({
    ...insideQuery<Paged<ApplicationRow>>(environment, "applications", { page: asked }),
    initial,
  });
  const { rows, page, pages, total } = data;
  if (rows.length === 0)
    return (
      <p className="p-4 text-ink-2">
        No Application of Argo CD is claimed by this environment. See applications in the policy.
      </p>
    );
  return (
    <>
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li key={`${row.instance}/${row.name}`} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3.5 py-2">
            <span className="min-w-0 flex-1 break-words">
              <OutsideLink href={row.argocd} className="font-medium">
                <Plain text={row.name} most={120} />
              </OutsideLink>
              {row.healthMessage ? (
                <Plain text={row.healthMessage} most={200} className="block text-[12.5px] text-ink-3" />
              ) : null}
            </span>
            <Status tone={row.tone} words={row.words} />
            <span className="w-24 text-[12.5px] text-ink-3">
              {row.sync === "OutOfSync" ? "out of sync" : row.sync === "Synced" ? "synced" : "sync not known"}
            </span>
          </li>
        ))}
      </ul>
      <Pages {...{ environment, page, pages, total }} tab="applications" what="applications" />
    </>
  );
}
