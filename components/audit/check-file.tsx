"use client";
import { useState } from "react";
import { checkExport, type FileVerdict } from "./check-export";
import { Told } from "./told";

/** Checks an exported file here in the browser, without asking Slipway anything. */
export function CheckFile() {
  const [verdict, setVerdict] = useState<FileVerdict | null>(null);
  const check = async (file: File | undefined) => {
    setVerdict(file ? await checkExport(file.stream()) : null);
  };
  return (
    <details className="text-[12.5px] text-ink-2">
      <summary className="cursor-pointer">Check an exported file in this browser</summary>
      <div className="flex flex-wrap items-center gap-3 pt-2">
        <label>
          JSON Lines file{" "}
          <input type="file" accept=".jsonl" onChange={(event) => void check(event.target.files?.[0])} />
        </label>
        <span role="status">{verdict ? <Told tone={verdict.tone} words={verdict.words} /> : null}</span>
      </div>
    </details>
  );
}
