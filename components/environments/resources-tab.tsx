"use client";
import { useDeferredValue, useState } from "react";
import { usePart } from "@/components/live/use-part";
import { Chip } from "@/components/status/status";
import type { ResourceRow, ResourcesPage } from "@/lib/http/contracts/environment";
import type { Tone } from "@/lib/http/contracts/status";
import { insideQuery } from "@/lib/http/query-options";
import { useEnvironment } from "./environment-frame";
import { ResourceList } from "./resource-list";

const SHOWN = 200;

const TONES: { tone: Tone; word: string }[] = [
  { tone: "failing", word: "failing" },
  { tone: "attention", word: "out of sync" },
  { tone: "moving", word: "moving" },
  { tone: "waiting", word: "waiting" },
  { tone: "unknown", word: "not known" },
  { tone: "fine", word: "fine" },
];

/** Every resource, failing first; the filter looks at kind and name. Hooks that ended well stand folded at the end. */
export function ResourcesTab({ initial }: { initial: ResourcesPage }) {
  const { header } = useEnvironment();
  const { data = initial } = usePart({ ...insideQuery<ResourcesPage>(header.name, "resources"), initial });
  const { resources, resourcesOf: of } = data;
  const argocd = () => (header.applications.total === 1 ? header.links.argocd : null);
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const found = resources.filter((row) => wanted === "" || `${row.kind} ${row.name}`.toLowerCase().includes(wanted));
  const finished = found.filter(isFinishedHook);
  const rows = found.filter((row) => !isFinishedHook(row));
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line p-2.5">
        <input
          type="search"
          aria-label="Filter by name or kind"
          placeholder="Name or kind"
          value={text}
          maxLength={200}
          onChange={(event) => setText(event.target.value)}
          className="w-56 rounded-md border border-line bg-sunken px-2.5 py-1.5 placeholder:text-ink-3"
        />
        <Counts rows={rows} />
        <span className="text-[12.5px] text-ink-3" role="status">
          {found.length === resources.length
            ? `${resources.length} resources`
            : `${found.length} of ${resources.length} resources`}
          {of.applications < of.of ? `, of ${of.applications} of ${of.of} applications, the unwell ones first` : ""}
          {rows.length > SHOWN ? `, the first ${SHOWN} are shown` : ""}
        </span>
      </div>
      {found.length === 0 ? (
        <p className="p-4 text-ink-2">
          {resources.length === 0 ? "Argo CD has not reported any resource here yet." : "No resource matches."}
        </p>
      ) : null}
      <ResourceList rows={rows.slice(0, SHOWN)} argocd={argocd} />
      {finished.length > 0 ? (
        <details className="border-t border-line">
          <summary className="cursor-pointer px-3.5 py-2 text-[12.5px] text-ink-3">
            {finished.length === 1 ? "1 hook that ended well" : `${finished.length} hooks that ended well`}
          </summary>
          <ResourceList rows={finished.slice(0, SHOWN)} argocd={argocd} />
        </details>
      ) : null}
    </>
  );
}

function isFinishedHook(row: ResourceRow): boolean {
  return row.hook && row.tone === "fine";
}

function Counts({ rows }: { rows: ResourceRow[] }) {
  return (
    <span className="flex flex-wrap gap-1.5">
      {TONES.map(({ tone, word }) => {
        const count = rows.filter((row) => row.tone === tone).length;
        return count > 0 ? <Chip key={tone} tone={tone} words={`${count} ${word}`} /> : null;
      })}
    </span>
  );
}
