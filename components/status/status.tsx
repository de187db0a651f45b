import type { Tone } from "@/lib/domain/status";
import { StatusMark } from "./status-mark";
import { TONE_CHIP, TONE_TEXT } from "./tones";

export function Status({ tone, words }: { tone: Tone; words: string }) {
  return (
    <span className={`inline-flex items-center gap-1.5 font-medium whitespace-nowrap ${TONE_TEXT[tone]}`}>
      <StatusMark tone={tone} />
      {words}
    </span>
  );
}

export function Chip({ tone, words }: { tone: Tone; words: string }) {
  return (
    <span
      className={`inline-flex items-center rounded-full px-2 py-px text-xs font-medium whitespace-nowrap ${TONE_CHIP[tone]}`}
    >
      {words}
    </span>
  );
}
