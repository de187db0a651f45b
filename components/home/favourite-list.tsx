import Link from "next/link";
import { StatusMark } from "@/components/status/status-mark";
import { Plain } from "@/components/ui/plain";
import type { Favourite } from "@/lib/http/contracts/find";
import type { Tone } from "@/lib/http/contracts/status";
import { environmentPath, overviewPath } from "@/lib/routes";

const WORDS: Record<Tone, string> = {
  fine: "is well",
  moving: "is changing",
  attention: "needs a look",
  failing: "is failing",
  unknown: "is not known",
  waiting: "has something waiting",
};

/** What this person keeps at hand; nothing where nothing is kept. */
export function FavouriteList({ favourites }: { favourites: Favourite[] }) {
  if (favourites.length === 0) return null;
  return (
    <nav aria-label="Favourites" className="flex flex-wrap gap-2">
      {favourites.map(({ kind, key, tone }) => (
        <Link
          key={`${kind} ${key}`}
          className="btn"
          href={kind === "environment" ? environmentPath(key) : overviewPath({ q: key })}
        >
          <StatusMark tone={tone} />
          <Plain text={key} most={60} />
          <span className="font-normal text-ink-3">{WORDS[tone]}</span>
        </Link>
      ))}
    </nav>
  );
}
