export default function Loading() {
  return (
    <main className="grid h-dvh gap-[1.5vw] p-[1.5vw] md:grid-cols-3" aria-busy="true">
      <p className="sr-only">Loading</p>
      {["a", "b", "c"].map((key) => (
        <div key={key} className="card animate-pulse bg-mute-soft" />
      ))}
    </main>
  );
}
