"use client";

/** The way through pages that are chosen in the address: one back, one on. */
export function Pager({ what, at, of, onGo }: { what: string; at: number; of: number; onGo: (page: number) => void }) {
  return (
    <nav aria-label={`${what}, pages`} className="flex items-center gap-1.5 text-[12.5px]">
      <button
        type="button"
        className="btn btn-small"
        disabled={at <= 1}
        onClick={() => onGo(at - 1)}
        aria-label={`${what}: page before`}
      >
        ←
      </button>
      <span className="text-ink-2 tabular-nums">
        {what} {at} of {of}
      </span>
      <button
        type="button"
        className="btn btn-small"
        disabled={at >= of}
        onClick={() => onGo(at + 1)}
        aria-label={`${what}: next page`}
      >
        →
      </button>
    </nav>
  );
}
