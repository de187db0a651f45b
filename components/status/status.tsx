import type { Tone } from "@/lib/domain/status";
import { plainText } from "@/lib/format";
import { StatusMark } from "./status-mark";
import { TONE_CHIP, TONE_TEXT } from "./tones";

/** Words may be an outside system's own, such as a condition's type. */
const MOST_CHARACTERS = 60;

export function Status({ tone, words }: { tone: Tone; words: string }) {
  return (
    <span className={`inline-flex items-center gap-1.5 font-medium whitespace-nowrap ${TONE_TEXT[tone]}`}>
      <StatusMark tone={tone} />
      {plainText(words, MOST_CHARACTERS)}
    </span>
  );
}

export function Chip({ tone, words }: { tone: Tone; words: string }) {
  return (
    <span
      className={`inline-flex items-center rounded-full px-2 py-px text-xs font-medium whitespace-nowrap ${TONE_CHIP[tone]}`}
    >
      {plainText(words, MOST_CHARACTERS)}
    </span>
  );
}
