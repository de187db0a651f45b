export function ErrorPanel({ title, detail, onRetry }: { title: string; detail: string; onRetry: () => void }) {
  return (
    <section className="card p-4" role="alert">
      <h2 className="text-bad">{title}</h2>
      <p className="mt-1 text-ink-2">{detail}</p>
      <button type="button" className="btn mt-3" onClick={onRetry}>
        Try again
      </button>
    </section>
  );
}
