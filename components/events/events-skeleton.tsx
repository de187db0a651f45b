/** The shape of events that are on their way. */
export function EventsSkeleton() {
  return (
    <div role="status" className="divide-y divide-line">
      <span className="sr-only">Loading</span>
      {["a", "b", "c", "d", "e", "f"].map((key) => (
        <div key={key} className="grid grid-cols-[88px_20px_minmax(0,1fr)] gap-3 px-3.5 py-2.5" aria-hidden="true">
          <span className="h-3.5 animate-pulse rounded bg-mute-soft" />
          <span className="size-4 animate-pulse rounded-full bg-mute-soft" />
          <span className="h-3.5 max-w-[60%] animate-pulse rounded bg-mute-soft" />
        </div>
      ))}
    </div>
  );
}
