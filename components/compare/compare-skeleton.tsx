/** The shape of what comes: two choices, a table of versions, a list of values. */
export function CompareSkeleton() {
  return (
    <div role="status" aria-label="Loading the comparison" className="space-y-3">
      <div className="flex gap-4">
        <div className="h-8 w-56 rounded bg-mute-soft" />
        <div className="h-8 w-56 rounded bg-mute-soft" />
      </div>
      {["versions", "values"].map((name) => (
        <div key={name} className="card space-y-3 p-3.5">
          <div className="h-4 w-32 rounded bg-mute-soft" />
          {["one", "two", "three", "four"].map((row) => (
            <div key={row} className="h-4 max-w-2xl rounded bg-sunken" />
          ))}
        </div>
      ))}
    </div>
  );
}
