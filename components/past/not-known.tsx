import Link from "next/link";
import { exactUtc } from "@/lib/format";
import { overviewPath, pastPath } from "@/lib/routes";

/** Before Slipway looked there is nothing to show: since when there is, and the way there. */
export function NotKnown({ firstKnown }: { firstKnown: string | null }) {
  return (
    <section className="card max-w-2xl p-5">
      <h2>Not known{firstKnown ? ` before ${exactUtc(firstKnown)}` : " yet"}</h2>
      <p className="mt-2 text-ink-2">
        {firstKnown
          ? "Slipway had not seen any environment at that moment. What it saw first is its earliest knowledge."
          : "Slipway has not seen any environment yet. Its knowledge begins with the first one that Argo CD tells of."}
      </p>
      <Link className="btn mt-3" href={firstKnown ? pastPath({ at: firstKnown }) : overviewPath()}>
        {firstKnown ? "Show the first known moment" : "To the overview"}
      </Link>
    </section>
  );
}
