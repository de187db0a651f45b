import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ResourceRow } from "@/lib/http/contracts/resources";

const MOST_VERSIONS = 3;

/** What stands at the end of a resource's row: versions, the node that carries it, how old it is. */
export function ResourceAside({ row, several }: { row: ResourceRow; several: boolean }) {
  const versions = versionWords(row.versions);
  return (
    <span className="col-start-2 flex min-w-0 flex-wrap gap-x-1.5 text-[12.5px] text-ink-3 sm:col-start-auto sm:justify-end sm:text-right">
      {several ? <Part>{<Plain text={row.application} most={60} />}</Part> : null}
      {versions ? (
        <Part>
          <Plain text={versions} most={80} className="font-mono text-[12px]" />
        </Part>
      ) : null}
      {row.node ? <Part>{<Plain text={row.node} most={60} />}</Part> : null}
      {row.createdAt ? (
        <Part>
          <RelativeTime at={row.createdAt} bare />
        </Part>
      ) : null}
    </span>
  );
}

/** "2.4.0 → 2.5.0" while both run. */
export function versionWords(versions: readonly string[]): string {
  if (versions.length <= MOST_VERSIONS) return versions.join(" → ");
  return `${versions.slice(0, MOST_VERSIONS).join(" → ")} and ${versions.length - MOST_VERSIONS} more`;
}

function Part({ children }: { children: React.ReactNode }) {
  return <span className="whitespace-nowrap not-last:after:ml-1.5 not-last:after:content-['·']">{children}</span>;
}
