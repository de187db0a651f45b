"use client";
import Link from "next/link";
import { useEnvironment } from "@/components/environments/environment-frame";
import { OutsideLink } from "@/components/ui/outside-link";
import { isPod } from "@/lib/domain/resource-row";
import type { ResourceDetails } from "@/lib/http/contracts/resources";
import { environmentPath } from "@/lib/routes";

/** Where else a resource is shown: its logs here, and Argo CD's own page. */
export function ResourceLinks({ details: { row, argocd, application } }: { details: ResourceDetails }) {
  const { header } = useEnvironment();
  const several = header.applications.total > 1;
  return (
    <span className="flex gap-3 text-[12.5px] whitespace-nowrap">
      {isPod(row) ? (
        <Link
          href={environmentPath(header.name, "logs", { pod: row.name, application: several ? application : null })}
          prefetch={false}
          className="text-accent"
        >
          Logs
        </Link>
      ) : null}
      <OutsideLink href={argocd} className="text-accent">
        Argo CD
      </OutsideLink>
    </span>
  );
}
