"use client";
import { Plain } from "@/components/ui/plain";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Time } from "@/lib/http/contracts/overview";

/** `at`: from when that is which is shown, where it is known. `words`: what is shown, without a full stop. */
type Props = { words?: string | undefined; at: Time | null; why: string; onRetry: () => void };

/** What is shown is not all, or not from now: what it is, from when, and why. */
export function StaleNote({ words = "This is what was last known", at, why, onRetry }: Props) {
  return (
    <div
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-warn-soft px-3.5 py-2"
      role="alert"
    >
      <p className="min-w-0 flex-1 break-words text-[13px]">
        {words}
        {at === null ? null : (
          <>
            , from <RelativeTime at={at} />
          </>
        )}
        . <Plain text={why} most={600} />
      </p>
      <button type="button" className="btn btn-small" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}
