const PANELS = [
  ["a", "b", "c", "d"],
  ["e", "f", "g"],
] as const;

export default function Loading() {
  const bar = "animate-pulse rounded bg-mute-soft";
  return (
    <main className="mx-auto max-w-[1720px] space-y-3 px-5 pt-16" aria-busy="true">
      <p className="sr-only">Loading</p>
      <div className={`${bar} h-6 w-40`} />
      {PANELS.map((lines) => (
        <div key={lines[0]} className="card space-y-4 p-4">
          <div className={`${bar} h-4 w-52`} />
          {lines.map((key) => (
            <div key={key} className="flex gap-6">
              <div className={`${bar} h-4 w-20`} />
              <div className={`${bar} h-4 flex-1`} />
              <div className={`${bar} h-4 w-32`} />
            </div>
          ))}
        </div>
      ))}
    </main>
  );
}
