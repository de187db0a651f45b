"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ErrorPanel } from "@/components/ui/error-panel";
import { postJson } from "@/lib/http/client";
import type { PolicyPage, PolicyWhatIf } from "@/lib/http/contracts/access-policy";
import { POLICY_WHAT_IF_API } from "@/lib/routes";
import { PolicyTried } from "./policy-tried";

const MOST_CHARACTERS = 300_000;
const FIELD = "w-full rounded-md border border-line bg-sunken px-2.5 py-1.5 placeholder:text-ink-3 text-ink";

/** What would change if an edited policy were merged: a text that is pasted, or the file of a branch. */
export function PolicyTry({ page: { file, branch: main, tries } }: { page: PolicyPage }) {
  const [text, setText] = useState("");
  const [branch, setBranch] = useState("");
  const ask = useMutation({
    mutationFn: (tried: { text: string } | { branch: string }) => postJson<PolicyWhatIf>(POLICY_WHAT_IF_API, tried),
  });
  const tried = branch.trim() !== "" ? { branch: branch.trim() } : text.trim() !== "" ? { text } : null;
  return (
    <section className="space-y-2 p-4" aria-labelledby="policy-try">
      <h2 id="policy-try">What if an edited policy were merged?</h2>
      <p className="text-ink-2">
        Name a branch, or paste a whole <code>{file}</code>. Nothing of it is kept, and nothing takes effect.
      </p>
      <form
        className="space-y-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (tried) ask.mutate(tried);
        }}
      >
        <label className="block max-w-[360px] text-xs text-ink-3">
          <span className="block">Branch</span>
          <input
            value={branch}
            onChange={(event) => setBranch(event.target.value)}
            maxLength={200}
            placeholder={main}
            disabled={!tries.allowed}
            className={FIELD}
          />
        </label>
        <label className="block text-xs text-ink-3">
          <span className="block">Or the text</span>
          <textarea
            value={text}
            onChange={(event) => setText(event.target.value)}
            maxLength={MOST_CHARACTERS}
            rows={6}
            spellCheck={false}
            disabled={!tries.allowed || branch.trim() !== ""}
            className={`${FIELD} font-mono text-[12.5px]`}
          />
        </label>
        <button type="submit" className="btn" disabled={!tries.allowed || tried === null || ask.isPending}>
          {ask.isPending ? "Reading it…" : "Show what would change"}
        </button>
        {tries.allowed ? null : <p className="text-[12.5px] text-ink-2">{tries.reason}</p>}
      </form>
      {ask.error && tried ? (
        <ErrorPanel title="This could not be tried." detail={ask.error.message} onRetry={() => ask.mutate(tried)} />
      ) : null}
      <div role="status">{ask.data ? <PolicyTried result={ask.data} file={file} /> : null}</div>
    </section>
  );
}
