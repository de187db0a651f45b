import Link from "next/link";
import { type EnvironmentTab, environmentPath } from "@/lib/routes";

type Props = { environment: string; tab: EnvironmentTab; page: number; pages: number; total: number; what: string };

/** The way through a list that is longer than a page; nothing where it is not. */
export function Pages({ environment, tab, page, pages, total, what }: Props) {
  if (pages <= 1) return null;
  return (
    <nav
      aria-label={`Pages of ${what}`}
      className="flex items-center gap-2 border-t border-line px-3.5 py-2 text-[12.5px]"
    >
      {page > 1 ? (
        <Link className="btn btn-small" href={environmentPath(environment, tab, { page: page - 1 })}>
          ← Before
        </Link>
      ) : null}
      <span className="text-ink-2">
        Page {page} of {pages}, {total} {what}
      </span>
      {page < pages ? (
        <Link className="btn btn-small" href={environmentPath(environment, tab, { page: page + 1 })}>
          Next →
        </Link>
      ) : null}
    </nav>
  );
}
