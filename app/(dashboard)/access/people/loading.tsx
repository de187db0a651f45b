/** The shape of the people's page: one's own sessions, then everybody. */
export default function Loading() {
  const bar = "animate-pulse rounded bg-mute-soft";
  return (
    <div className="space-y-4 p-3.5" aria-busy="true">
      <p className="sr-only" role="status">
        Loading
      </p>
      <div className={`${bar} h-5 w-32`} />
      <div className={`${bar} h-10 w-full max-w-3xl`} />
      <div className={`${bar} h-5 w-24`} />
      {["a", "b", "c", "d", "e", "f"].map((key) => (
        <div key={key} className={`${bar} h-11`} />
      ))}
    </div>
  );
}
