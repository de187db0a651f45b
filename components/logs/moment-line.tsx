import { isoTime, lineTime } from "./log-time";

/** Says that the lines stand around a moment, and leads back to now. */
export function MomentLine({ at, utc, onNow }: { at: number; utc: boolean; onNow: () => void }) {
  return (
    <p className="flex flex-wrap items-center gap-2 rounded-md bg-accent-soft px-2.5 py-1.5 text-[12.5px]">
      <span>
        The lines around{" "}
        <time dateTime={isoTime(at)} title={isoTime(at)} className="font-mono">
          {lineTime(at, utc, null)}
        </time>
        , which is marked. They are not followed.
      </span>
      <button type="button" className="btn btn-small" onClick={onNow}>
        Show the newest
      </button>
    </p>
  );
}
