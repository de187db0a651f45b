"use client";
import { Plain } from "@/components/ui/plain";
import type { ResourceRow } from "@/lib/http/contracts/resources";
import { useOpener } from "./use-opened-resource";

type Props = { row: Pick<ResourceRow, "key" | "kind" | "name" | "application">; bare?: boolean };

/** A resource's kind and name; opens its drawer, or itself in a new tab as any link does. */
export function ResourceLink({ row, bare = false }: Props) {
  const { open, addressOf } = useOpener();
  return (
    <>
      {bare ? null : <Plain text={row.kind} most={60} className="text-ink-3" />}{" "}
      <a
        href={addressOf(row.key, row.application)}
        data-resource={row.key}
        className="font-medium"
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
          event.preventDefault();
          open(row.key, row.application);
        }}
      >
        <Plain text={row.name} most={120} />
      </a>
    </>
  );
}
