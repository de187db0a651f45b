/** The shape of what comes: a heading, resources with a line of words and some of text. */
export function DifferenceSkeleton() {
  return (
    <div role="status" aria-label="Loading the difference" className="space-y-4 p-3.5">
      <div className="h-4 w-64 rounded bg-mute-soft" />
      {["one", "two", "three"].map((name) => (
        <div key={name} className="space-y-2">
          <div className="h-4 w-72 max-w-full rounded bg-mute-soft" />
          <div className="h-3.5 w-96 max-w-full rounded bg-mute-soft" />
          <div className="h-28 rounded bg-sunken" />
        </div>
      ))}
    </div>
  );
}
