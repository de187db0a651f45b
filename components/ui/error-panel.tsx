import type { ReactNode } from "react";

/** `children`: another way on, beside trying again. */
type Props = { title: string; detail: string; onRetry: () => void; children?: ReactNode };

export function ErrorPanel({ title, detail, onRetry, children }: Props) {
  return (
    <section className="card p-4" role="alert">
      <h2 className="text-bad">{title}</h2>
      <p className="mt-1 text-ink-2">{detail}</p>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <button type="button" className="btn" onClick={onRetry}>
          Try again
        </button>
        {children}
      </div>
    </section>
  );
}
