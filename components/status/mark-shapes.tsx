import type { ReactNode } from "react";
import type { Tone } from "@/lib/domain/status";

/** Six kinds and no seventh, each of a shape of its own, so that none is told by its colour alone. */
const SHAPES: Record<Tone, ReactNode> = {
  fine: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="m5.4 8.2 1.8 1.8 3.5-3.8" />
    </>
  ),
  moving: <path d="M13.6 8A5.6 5.6 0 1 1 8 2.4" />,
  attention: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M8 4.8v3.8M8 11v.1" />
    </>
  ),
  failing: (
    <>
      <path d="M8 2.2 14.3 13.4H1.7Z" />
      <path d="M8 6.4v3.2M8 11.4v.1" />
    </>
  ),
  unknown: <circle cx="8" cy="8" r="6.25" strokeDasharray="2.6 2.4" />,
  waiting: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M8 4.6V8l2.4 1.6" />
    </>
  ),
};

/** The shapes of all status marks, once a page: hundreds of cells then only name theirs. */
export function MarkShapes() {
  return (
    <svg width="0" height="0" className="absolute" aria-hidden="true">
      {Object.entries(SHAPES).map(([tone, shape]) => (
        <symbol key={tone} id={`mark-${tone}`} viewBox="0 0 16 16">
          {shape}
        </symbol>
      ))}
    </svg>
  );
}
