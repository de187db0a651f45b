import type { Tone } from "@/lib/domain/status";
import { TONE_TEXT } from "./tones";

/** The mark alone; a word stands beside it wherever it is used. */
export function StatusMark({ tone, size = 16 }: { tone: Tone; size?: number }) {
  return (
    <svg
      className={`shrink-0 ${TONE_TEXT[tone]}`}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {shapeOf(tone)}
    </svg>
  );
}

function shapeOf(tone: Tone) {
  switch (tone) {
    case "fine":
      return (
        <>
          <circle cx="8" cy="8" r="6.25" />
          <path d="m5.4 8.2 1.8 1.8 3.5-3.8" />
        </>
      );
    case "moving":
      return <path className="turn" d="M13.6 8A5.6 5.6 0 1 1 8 2.4" />;
    case "attention":
      return (
        <>
          <circle cx="8" cy="8" r="6.25" />
          <path d="M8 4.8v3.8M8 11v.1" />
        </>
      );
    case "failing":
      return (
        <>
          <path d="M8 2.2 14.3 13.4H1.7Z" />
          <path d="M8 6.4v3.2M8 11.4v.1" />
        </>
      );
    case "unknown":
      return <circle cx="8" cy="8" r="6.25" strokeDasharray="2.6 2.4" />;
    case "waiting":
      return (
        <>
          <circle cx="8" cy="8" r="6.25" />
          <path d="M8 4.6V8l2.4 1.6" />
        </>
      );
  }
}
