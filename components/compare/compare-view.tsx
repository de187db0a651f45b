"use client";
import Link from "next/link";
import { useState } from "react";
import { useDiffView, ViewChoice } from "@/components/diff/view-choice";
import { CommitList } from "@/components/history/commit-list";
import { useChoices } from "@/components/inside/use-choices";
import { useTypedChoice } from "@/components/inside/use-typed-choice";
import { usePart } from "@/components/live/use-part";
import { ErrorPanel } from "@/components/ui/error-panel";
import type { Comparison } from "@/lib/http/contracts/compare";
import { compareQuery } from "@/lib/http/query-options";
import { comparePath } from "@/lib/routes";
import { Chooser } from "./chooser";
import { CompareSkeleton } from "./compare-skeleton";
import { Files } from "./files";
import { Sides, sideName } from "./side-words";
import { Versions } from "./versions";

/** Two environments beside each other, or one at two times. */
export function CompareView() {
  const [params] = useChoices();
  const asked = (name: string) => params.get(name) ?? "";
  const choice = { from: asked("from"), to: asked("to"), fromAt: asked("fromAt"), toAt: asked("toAt"), q: asked("q") };
  const { data, error, reload } = usePart(compareQuery(choice));
  const shown = useLast(data);
  return (
    <>
      <h1>Compare</h1>
      {error ? (
        <ErrorPanel
          title={shown ? "The newest comparison could not be loaded." : "This could not be compared."}
          detail={shown ? `${error.message} Below is what was known before.` : error.message}
          onRetry={reload}
        >
          {params.size > 0 ? (
            <Link href={comparePath()} className="btn">
              Choose again
            </Link>
          ) : null}
        </ErrorPanel>
      ) : null}
      {shown ? <Result comparison={shown} /> : error ? null : <CompareSkeleton />}
    </>
  );
}

/** While another choice is on its way, the one before stays. */
function useLast(data: Comparison | undefined): Comparison | undefined {
  const [last, setLast] = useState(data);
  if (data && data !== last) setLast(data);
  return data ?? last;
}

function Result({ comparison }: { comparison: Comparison }) {
  const { from, to, versions, files, filesOf } = comparison;
  const [q, type] = useTypedChoice("q");
  const view = useDiffView();
  const names = { before: sideName(from, to), after: sideName(to, from) };
  return (
    <>
      <Chooser comparison={comparison} />
      <Sides from={from} to={to} />
      <div className="flex flex-wrap items-center gap-3">
        <input
          type="search"
          aria-label="Filter by service"
          placeholder="Service"
          value={q}
          maxLength={200}
          onChange={(event) => type(event.target.value)}
          className="w-56 rounded-md border border-line bg-sunken px-2.5 py-1.5 placeholder:text-ink-3"
        />
        <span className="flex-1" />
        <ViewChoice />
      </div>
      <Versions versions={versions} names={names} />
      <Files files={files} of={filesOf} names={names} view={view} />
      <Between comparison={comparison} names={names} />
    </>
  );
}

function Between({ comparison, names }: { comparison: Comparison; names: { before: string; after: string } }) {
  const { between, from, to } = comparison;
  if (from.revision && from.revision.sha === to.revision?.sha)
    return <p className="text-ink-2">Both sides were deployed from the same commit.</p>;
  const [newer, older] = between?.takenBack ? [names.after, names.before] : [names.before, names.after];
  return (
    <section className="card space-y-2 p-3.5" aria-labelledby="compared-commits">
      <h2 id="compared-commits">Commits between</h2>
      {between && between.commits.length > 0 ? (
        <p className="text-ink-2">
          {newer} was deployed from a newer commit. Since the one of {older} the branch received:
        </p>
      ) : null}
      <CommitList between={between && { ...between, takenBack: false }} own={null} />
    </section>
  );
}
