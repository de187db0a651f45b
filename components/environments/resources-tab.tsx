"use client";
import { useDeferredValue, useState } from "react";
import { StatusMark } from "@/components/status/status-mark";
import { Plain } from "@/components/ui/plain";
import type { ResourceRow } from "@/lib/http/contracts/environment";

const SHOWN = 200;

/** Every resource, failing first; the filter looks at kind and name. */
export function ResourcesTab({ resources }: { resources: ResourceRow[] }) {
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const found = resources.filter((row) => wanted === "" || `${row.kind} ${row.name}`.toLowerCase().includes(wanted));
  return (
    <>
      <div className="flex flex-wrap items-center gap-3 border-b border-line p-2.5">
        <input
          type="search"
          aria-label="Filter by name or kind"
          placeholder="Name or kind"
          value={text}
          maxLength={200}
          onChange={(event) => setText(event.target.value)}
          className="w-56 rounded-md border border-line bg-sunken px-2.5 py-1.5 placeholder:text-ink-3"
        />
        <span className="text-[12.5px] text-ink-3" role="status">
          {found.length === resources.length
            ? `${resources.length} resources`
            : `${found.length} of ${resources.length} resources`}
          {found.length > SHOWN ? `, the first ${SHOWN} are shown` : ""}
        </span>
      </div>
      {found.length === 0 ? (
        <p className="p-4 text-ink-2">
          {resources.length === 0 ? "Argo CD has not reported any resource here yet." : "No resource matches."}
        </p>
      ) : null}
      <ul className="divide-y divide-line">
        {found.slice(0, SHOWN).map((row) => (
          <li
            key={row.key}
            className="grid grid-cols-[20px_minmax(0,1.2fr)_minmax(0,1fr)] items-start gap-3 px-3.5 py-2"
          >
            <StatusMark tone={row.tone} />
            <span className="min-w-0 break-words">
              <Plain text={row.kind} most={60} className="text-ink-3" />{" "}
              <Plain text={row.name} most={120} className="font-medium" />
            </span>
            <span className="min-w-0 break-words text-[12.5px] text-ink-2">
              {stateWords(row)}
              {row.message ? (
                <>
                  {": "}
                  <Plain text={row.message} most={200} />
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function stateWords(row: ResourceRow): string {
  const sync = row.requiresPruning
    ? "not in Git any more"
    : row.sync === "OutOfSync"
      ? "out of sync"
      : row.sync === "Synced"
        ? "synced"
        : row.hook
          ? "hook"
          : "";
  return [row.health, sync].filter(Boolean).join(", ");
}
