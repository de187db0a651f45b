export default function Loading() {
  const bar = "animate-pulse rounded bg-mute-soft";
  return (
    <main className="mx-auto max-w-[1720px] space-y-3 px-5 pt-16" aria-busy="true">
      <p className="sr-only">Loading</p>
      <div className={`${bar} h-6 w-48`} />
      <div className="card grid grid-cols-4 gap-px overflow-hidden">
        {["a", "b", "c", "d"].map((key) => (
          <div key={key} className="space-y-2 p-4">
            <div className={`${bar} h-4 w-28`} />
            <div className={`${bar} h-3 w-40`} />
            <div className={`${bar} h-3 w-36`} />
            <div className={`${bar} h-3 w-32`} />
          </div>
        ))}
      </div>
      <div className="card space-y-4 p-4">
        {["a", "b", "c", "d", "e", "f"].map((key) => (
          <div key={key} className={`${bar} h-5 w-full`} />
        ))}
      </div>
    </main>
  );
}
