import { StatusMark } from "@/components/status/status-mark";
import { TONE_TEXT } from "@/components/status/tones";
import { Plain } from "@/components/ui/plain";
import type { Tone } from "@/lib/http/contracts/status";

const MOST_CHARACTERS = 400;

/** What a check showed: a whole sentence, which is never cut to fit a line. */
export function Told({ tone, words }: { tone: Tone; words: string }) {
  return (
    <span className={`inline-flex items-start gap-1.5 font-medium ${TONE_TEXT[tone]}`}>
      <span className="mt-0.5">
        <StatusMark tone={tone} />
      </span>
      <Plain text={words} most={MOST_CHARACTERS} className="min-w-0 break-words" />
    </span>
  );
}
