/** The shape of a part: rows under the tabs. */
export default function Loading() {
  return (
    <div className="space-y-4 p-4" aria-busy="true">
      <p className="sr-only" role="status">
        Loading
      </p>
      {["a", "b", "c", "d", "e", "f"].map((key) => (
        <div key={key} className="h-5 w-full animate-pulse rounded bg-mute-soft" />
      ))}
    </div>
  );
}
