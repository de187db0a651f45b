"use client";
import type { FavouriteKind } from "@/lib/http/contracts/find";
import { useFavourite } from "./use-favourites";

/** Keeps an environment or a service at hand: it then stands first where one finds, and on one's home. */
export function FavouriteStar({ kind, name, quiet = false }: { kind: FavouriteKind; name: string; quiet?: boolean }) {
  const { kept, change } = useFavourite(kind, name);
  const isKept = change.isPending ? change.variables : kept === true;
  return (
    <button
      type="button"
      aria-pressed={isKept}
      aria-label={`Favourite: ${name.slice(0, 100)}`}
      title={change.isError ? change.error.message : isKept ? "A favourite of yours" : "Make it a favourite"}
      disabled={kept === null || change.isPending}
      className={`rounded p-0.5 align-[-3px] ${isKept ? "text-accent" : quiet ? "star-quiet text-ink-3" : "text-ink-3"} ${change.isError ? "text-bad" : ""}`}
      onClick={() => change.mutate(!isKept)}
    >
      <svg className="mark" viewBox="0 0 16 16" aria-hidden="true" style={isKept ? { fill: "currentColor" } : {}}>
        <path d="m8 2 1.8 3.8 4.1.5-3 2.9.7 4.1L8 11.3l-3.6 2 .7-4.1-3-2.9 4.1-.5Z" />
      </svg>
    </button>
  );
}
