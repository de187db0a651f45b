/** A part of access while it loads: a heading and lines of text. */
export function PartSkeleton({ lines }: { lines: number }) {
  const bar = "animate-pulse rounded bg-mute-soft";
  return (
    <div className="space-y-3 p-4" aria-busy="true">
      <p className="sr-only">Loading</p>
      <div className={`${bar} h-5 w-48`} />
      {Array.from({ length: lines }, (_, line) => line).map((line) => (
        <div key={line} className={`${bar} h-4 ${line % 3 === 2 ? "w-1/2" : "w-full"}`} />
      ))}
    </div>
  );
}
