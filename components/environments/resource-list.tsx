import { StatusMark } from "@/components/status/status-mark";
import { TONE_TEXT } from "@/components/status/tones";
import { OutsideLink } from "@/components/ui/outside-link";
import { Plain } from "@/components/ui/plain";
import type { ResourceRow } from "@/lib/http/contracts/environment";

/** `argocd` gives an Application's address in Argo CD; each resource leads to itself there. */
export function ResourceList({
  rows,
  argocd,
}: {
  rows: ResourceRow[];
  argocd: (application: string) => string | null;
}) {
  return (
    <ul className="divide-y divide-line">
      {rows.map((row) => (
        <li key={row.key} className="grid grid-cols-[20px_minmax(0,1.2fr)_minmax(0,1fr)] items-start gap-3 px-3.5 py-2">
          <StatusMark tone={row.tone} />
          <span className="min-w-0 break-words">
            <Plain text={row.kind} most={60} className="text-ink-3" />{" "}
            <OutsideLink href={nodeAddress(argocd(row.application), row)}>
              <Plain text={row.name} most={120} className="font-medium" />
            </OutsideLink>
          </span>
          <span className={`min-w-0 break-words text-[12.5px] ${row.tone === "fine" ? "text-ink-3" : ""}`}>
            <span className={row.tone === "fine" ? "" : TONE_TEXT[row.tone]}>{stateWords(row)}</span>
            {row.message ? (
              <span className="text-ink-2">
                {": "}
                <Plain text={row.message} most={200} />
              </span>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}

function nodeAddress(application: string | null, row: ResourceRow): string | null {
  if (application === null || row.namespace === "") return application;
  return `${application}?node=${encodeURIComponent([row.group, row.kind, row.namespace, row.name, "0"].join("/"))}`;
}

function stateWords(row: ResourceRow): string {
  return [row.health, row.hook ? "hook" : syncWords(row)].filter(Boolean).join(", ");
}

function syncWords(row: ResourceRow): string {
  if (row.requiresPruning) return "not in Git any more";
  switch (row.sync) {
    case "OutOfSync":
      return "out of sync";
    case "Synced":
      return "synced";
    case "Unknown":
      return "sync not known";
    case null:
      return "";
  }
}
