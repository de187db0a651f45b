/** The shape of the timeline: filters, then rows. */
export default function Loading() {
  const bar = "animate-pulse rounded bg-mute-soft";
  return (
    <main className="mx-auto max-w-[1720px] space-y-3 px-3 pt-16 sm:px-5" aria-busy="true">
      <p className="sr-only" role="status">
        Loading
      </p>
      <div className={`${bar} h-6 w-40`} />
      <div className={`${bar} h-8 w-full max-w-xl`} />
      <div className={`${bar} h-8 w-full max-w-3xl`} />
      <div className="card space-y-5 p-4">
        {["a", "b", "c", "d", "e", "f", "g", "h"].map((key) => (
          <div key={key} className="grid grid-cols-[48px_120px_minmax(0,1fr)] gap-3">
            <div className={`${bar} h-4`} />
            <div className={`${bar} h-4`} />
            <div className={`${bar} h-4`} />
          </div>
        ))}
      </div>
    </main>
  );
}
