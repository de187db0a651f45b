/** The six kinds of status a person meets (look/README.md); every state maps to exactly one. */
export const TONES = ["failing", "attention", "moving", "waiting", "unknown", "fine"] as const;
export type Tone = (typeof TONES)[number];

export type SyncState = "Synced" | "OutOfSync" | "Unknown";
export type HealthState = "Healthy" | "Suspended" | "Progressing" | "Missing" | "Degraded" | "Unknown";

/** The worse of two tones: what fails comes before what needs a look, and so on down to fine. */
export function worseTone(a: Tone, b: Tone): Tone {
  return TONES.indexOf(a) <= TONES.indexOf(b) ? a : b;
}

export function worstTone(tones: readonly Tone[]): Tone {
  return tones.reduce(worseTone, "fine");
}

/** Argo CD's own order, best to worst (contract section 4): Unknown is worst, Suspended better than Progressing. */
const HEALTH_ORDER: readonly HealthState[] = ["Healthy", "Suspended", "Progressing", "Missing", "Degraded", "Unknown"];

export function worstHealth(states: readonly HealthState[]): HealthState | null {
  const [first, ...rest] = states;
  if (!first) return null;
  return rest.reduce((a, b) => (HEALTH_ORDER.indexOf(a) >= HEALTH_ORDER.indexOf(b) ? a : b), first);
}
