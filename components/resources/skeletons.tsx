/** The shape of rows that are on their way. */
export function RowsSkeleton() {
  return (
    <div role="status" className="divide-y divide-line">
      <span className="sr-only">Loading</span>
      {Array.from({ length: 6 }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike and stay in place
        <div key={i} className="flex items-center gap-3 px-3.5 py-2.5" aria-hidden="true">
          <span className="size-4 rounded-full bg-mute-soft" />
          <span className="h-3.5 w-64 max-w-[40%] rounded bg-mute-soft" />
          <span className="h-3.5 w-40 max-w-[30%] rounded bg-mute-soft" />
        </div>
      ))}
    </div>
  );
}

/** The shape of a graph that is on its way. */
export function GraphSkeleton() {
  return (
    <div role="status" className="flex h-[58vh] min-h-96 items-center gap-12 overflow-hidden p-6">
      <span className="sr-only">Loading</span>
      {[1, 3, 4].map((count) => (
        <span key={count} className="flex flex-col gap-6" aria-hidden="true">
          {Array.from({ length: count }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike and stay in place
            <span key={i} className="block h-14 w-60 rounded-lg border border-line bg-mute-soft" />
          ))}
        </span>
      ))}
    </div>
  );
}
