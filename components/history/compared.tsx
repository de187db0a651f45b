import Link from "next/link";
import { duration, momentWords, shortSha } from "@/lib/format";
import type { ComparedDeployments } from "@/lib/http/contracts/history";
import { CommitList } from "./commit-list";
import { VersionSteps } from "./version-steps";

/** What changed between two deployments, in words. */
export function Compared({ compared, closeHref }: { compared: ComparedDeployments | null; closeHref: string }) {
  if (!compared)
    return (
      <p className="border-b border-line p-4 text-ink-2">
        These two cannot be compared: one of them is not in this environment's history, or they are the same.{" "}
        <Link className="text-accent underline" href={closeHref} scroll={false}>
          Show all
        </Link>
      </p>
    );
  const { from, to, changes, same, incomparable, between } = compared;
  return (
    <section aria-label="What changed between the two" className="space-y-3 border-b border-line bg-sunken p-3.5">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 flex-1 basis-60">
          From <Moment {...from} /> to <Moment {...to} />
        </h2>
        <Link className="btn btn-small" href={closeHref} scroll={false}>
          Close
        </Link>
      </div>
      <p className="text-ink-2">{duration(Date.parse(to.at) - Date.parse(from.at))} lie between them.</p>
      <div>
        {incomparable ? <p className="text-ink-2">{incomparable}</p> : <VersionSteps steps={changes} />}
        {incomparable === null ? <p className="text-[12.5px] text-ink-3">{sameWords(changes.length, same)}</p> : null}
      </div>
      <CommitList between={between} own={to.commit?.sha ?? null} />
    </section>
  );
}

function Moment({ at, commit }: ComparedDeployments["from"]) {
  return (
    <>
      {momentWords(at)}
      {commit ? (
        <>
          {" "}
          <code>{shortSha(commit.sha)}</code>
        </>
      ) : null}
    </>
  );
}

function sameWords(changed: number, same: number): string {
  if (changed === 0) return "No version differs.";
  return same === 0
    ? "Every version differs."
    : same === 1
      ? "The other one is the same."
      : `The other ${same} are the same.`;
}
