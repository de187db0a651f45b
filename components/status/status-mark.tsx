import type { Tone } from "@/lib/domain/status";
import { TONE_TEXT } from "./tones";

/** The mark alone; a word stands beside it wherever it is used. Its shape is drawn once a page, by MarkShapes. */
export function StatusMark({ tone }: { tone: Tone }) {
  return (
    <svg className={`mark ${TONE_TEXT[tone]} ${tone === "moving" ? "turn" : ""}`} aria-hidden="true">
      <use href={`#mark-${tone}`} />
    </svg>
  );
}
