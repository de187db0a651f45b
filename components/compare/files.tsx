"use client";
import { useState } from "react";
import { DiffHunks } from "@/components/diff/diff-hunks";
import type { DiffView } from "@/components/diff/diff-rows";
import { Plain } from "@/components/ui/plain";
import type { ComparedFile } from "@/lib/http/contracts/compare";
import { ValueList } from "./value-list";

type Props = { files: ComparedFile[]; of: number; names: { before: string; after: string }; view: DiffView };

/** The values of both sides at the commits that were deployed: in words, and the files below. */
export function Files({ files, of, names, view }: Props) {
  return (
    <section className="card overflow-clip" aria-labelledby="compared-values">
      <h2 id="compared-values" className="px-3.5 py-2.5">
        Values{" "}
        <span className="font-normal text-ink-3">
          {files.length < of ? `of ${files.length} of ${of} services; filter to see others` : ""}
        </span>
      </h2>
      {files.length === 0 ? (
        <p className="border-t border-line p-4 text-ink-2">
          There are no values to compare: nothing was deployed on one side.
        </p>
      ) : (
        files.map((file) => <File key={file.service ?? ""} file={file} names={names} view={view} />)
      )}
    </section>
  );
}

function File({ file, names, view }: { file: ComparedFile } & Pick<Props, "names" | "view">) {
  const [open, setOpen] = useState(false);
  const { service, from, to, values, lines } = file;
  return (
    <div className="border-t border-line pt-2.5">
      {service === null ? null : (
        <h3 className="px-3.5 pb-1 font-medium">
          <Plain text={service} most={80} />
        </h3>
      )}
      {values.state === "compared" ? (
        <ValueList differences={values.differences} names={names} />
      ) : (
        <p className="px-3.5 pb-2.5 text-ink-2">
          <Plain text={values.reason} most={300} />
        </p>
      )}
      {values.state === "compared" && values.more > 0 ? (
        <p className="px-3.5 pb-2.5 text-ink-3">and {values.more} more; the files have them all</p>
      ) : null}
      {lines ? (
        <div className="border-t border-line">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3.5 py-2 text-[12.5px] text-ink-2">
            <Plain
              text={from === to ? from : `${from} → ${to}`}
              most={240}
              className="font-mono [overflow-wrap:anywhere]"
            />
            <span className="flex-1" />
            {lines.state === "equal" ? (
              "The files are the same."
            ) : (
              <button type="button" className="btn btn-small" aria-expanded={open} onClick={() => setOpen(!open)}>
                {open ? "Hide the files" : "Compare the files"}
              </button>
            )}
          </div>
          {open ? <DiffHunks diff={lines} view={view} names={names} label={`${from}, compared`} /> : null}
        </div>
      ) : null}
    </div>
  );
}
