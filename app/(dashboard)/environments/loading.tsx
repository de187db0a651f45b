/** The shape of an environment's page: its name and state, a line about what runs, tabs over rows. */
export default function Loading() {
  const bar = "animate-pulse rounded bg-mute-soft";
  return (
    <main className="mx-auto max-w-[1720px] space-y-3 px-5 pt-16" aria-busy="true">
      <p className="sr-only">Loading</p>
      <div className="flex flex-wrap gap-4">
        <div className={`${bar} h-6 w-56`} />
        <div className={`${bar} h-5 w-20`} />
        <div className={`${bar} h-5 w-20`} />
      </div>
      <div className={`${bar} h-3 w-96 max-w-full`} />
      <div className="card overflow-hidden">
        <div className="flex gap-4 border-b border-line p-3">
          {["a", "b", "c", "d"].map((key) => (
            <div key={key} className={`${bar} h-4 w-20`} />
          ))}
        </div>
        <div className="space-y-4 p-4">
          {["a", "b", "c", "d", "e", "f"].map((key) => (
            <div key={key} className={`${bar} h-5 w-full`} />
          ))}
        </div>
      </div>
    </main>
  );
}
