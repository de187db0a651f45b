import type { ReactNode } from "react";

type Props = { id: string; title: string; detail: string; children: ReactNode };

/** One question of somebody's day, and its answer. */
export function Panel({ id, title, detail, children }: Props) {
  return (
    <section className="card overflow-clip" aria-labelledby={id}>
      <div className="flex flex-wrap items-baseline gap-x-3 px-3.5 pt-3 pb-2">
        <h2 id={id}>{title}</h2>
        <p className="text-[12.5px] text-ink-3">{detail}</p>
      </div>
      {children}
    </section>
  );
}

export function NothingHere({ children }: { children: ReactNode }) {
  return <p className="border-t border-line px-3.5 py-3 text-ink-2">{children}</p>;
}
