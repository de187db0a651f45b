"use client";
import { useMemo, useState } from "react";
import { useEnvironment } from "@/components/environments/environment-frame";
import { StaleNote } from "@/components/inside/stale-note";
import { useChoices } from "@/components/inside/use-choices";
import { usePart } from "@/components/live/use-part";
import { ErrorPanel } from "@/components/ui/error-panel";
import { manifestText } from "@/lib/domain/manifest-text";
import type { ManifestPage, ResourceRow } from "@/lib/http/contracts/resources";
import { manifestQuery } from "@/lib/http/query-options";
import { CodeView } from "./code-view";
import { CopyButton } from "./copy-button";
import { RowsSkeleton } from "./skeletons";

const SIDES = [
  { side: "live", word: "In the cluster" },
  { side: "desired", word: "In Git" },
] as const;
type Side = (typeof SIDES)[number]["side"];

type Props = { name: string; application: string | null; row: ResourceRow };

/** The resource as the cluster holds it, or as Git wants it. */
export function ManifestView({ name, application, row }: Props) {
  const { header } = useEnvironment();
  const [params, choose] = useChoices();
  const [whole, setWhole] = useState(false);
  const { data, error, reload } = usePart(manifestQuery(header.name, { application, resource: name }));
  const side: Side = params.get("side") === "desired" ? "desired" : "live";
  const { value, problem } = data?.[side] ?? { value: null, problem: null };
  const text = useMemo(() => (value === null ? null : manifestText(value, whole)), [value, whole]);
  if (!data && error)
    return (
      <div className="p-3">
        <ErrorPanel title="The manifest could not be loaded." detail={error.message} onRetry={reload} />
      </div>
    );
  if (!data) return <RowsSkeleton />;
  return (
    <div className="flex h-full flex-col">
      {error ? <StaleNote at={data.at} why={error.message} onRetry={reload} /> : null}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2">
        <fieldset className="flex gap-1">
          <legend className="sr-only">Manifest</legend>
          {SIDES.map((one) => (
            <button
              key={one.side}
              type="button"
              aria-pressed={side === one.side}
              onClick={() => choose({ side: one.side === "live" ? null : one.side })}
              className={`btn btn-small ${side === one.side ? "border-accent bg-accent-soft text-accent" : ""}`}
            >
              {one.word}
            </button>
          ))}
        </fieldset>
        {side === "live" ? (
          <label className="flex items-center gap-1.5 text-[12.5px] text-ink-2">
            <input type="checkbox" checked={whole} onChange={(event) => setWhole(event.target.checked)} />
            Managed fields
          </label>
        ) : null}
        <span className="flex-1" />
        {text ? <CopyButton text={text.text} /> : null}
      </div>
      {row.kind === "Secret" && row.group === "" ? (
        <p className="border-b border-line bg-sunken px-4 py-2 text-[12.5px] text-ink-2">
          Argo CD hides a secret's values: each stands as plus signs. Where another number of them stands in Git, the
          value is another one. Slipway never gets to see them.
        </p>
      ) : null}
      {text?.language === "json" ? (
        <p className="border-b border-line bg-sunken px-4 py-2 text-[12.5px] text-ink-2">
          This manifest is very long, so it is shown as JSON.
        </p>
      ) : null}
      {problem !== null ? (
        <div className="p-3">
          <ErrorPanel title="This side could not be loaded." detail={problem} onRetry={reload} />
        </div>
      ) : text === null ? (
        <p className="p-4 text-ink-2">{absentWords(side, row, data)}</p>
      ) : (
        <CodeView text={text.text} yaml={text.language !== "text"} label={`Manifest, ${sideWords(side)}`} />
      )}
    </div>
  );
}

function sideWords(side: Side): string {
  return side === "live" ? "as it is in the cluster" : "as it is in Git";
}

function absentWords(side: Side, row: ResourceRow, { desired }: ManifestPage): string {
  if (side === "live")
    return desired.value === null ? "It is not in the cluster." : "It is not in the cluster yet: a sync makes it.";
  if (row.hook) return "A hook is no part of the comparison: Argo CD does not give what Git says of it.";
  if (row.requiresPruning) return "Git does not have it any more: a sync that prunes deletes it.";
  return "Git does not name it: something in the cluster made it.";
}
