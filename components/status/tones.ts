import type { Tone } from "@/lib/domain/status";

/** Status is always mark, word and colour: the classes of each of the six kinds. */
export const TONE_TEXT = {
  fine: "text-ok",
  moving: "text-move",
  attention: "text-warn",
  failing: "text-bad",
  unknown: "text-mute",
  waiting: "text-accent",
} as const satisfies Record<Tone, string>;

export const TONE_CHIP = {
  fine: "bg-ok-soft text-ok",
  moving: "bg-move-soft text-move",
  attention: "bg-warn-soft text-warn",
  failing: "bg-bad-soft text-bad",
  unknown: "bg-mute-soft text-ink-2",
  waiting: "bg-accent-soft text-accent",
} as const satisfies Record<Tone, string>;
