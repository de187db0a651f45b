const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "now", "40 s", "6 min", "26 h", "3 d": how long between two instants, in one unit. Never negative. */
export function age(ms: number): string {
  const past = Math.max(0, ms);
  if (past < 2_000) return "now";
  if (past < MINUTE) return `${Math.floor(past / 1_000)} s`;
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min`;
  if (past < 2 * DAY) return `${Math.floor(past / HOUR)} h`;
  return `${Math.floor(past / DAY)} d`;
}

/** "2 h 18 min", "4 min 10 s", "3 d 4 h": the two largest units, for countdowns and durations. */
export function duration(ms: number): string {
  const total = Math.max(0, Math.round(ms / 1_000));
  const units: [number, string][] = [
    [Math.floor(total / 86_400), "d"],
    [Math.floor(total / 3_600) % 24, "h"],
    [Math.floor(total / 60) % 60, "min"],
    [total % 60, "s"],
  ];
  const first = units.findIndex(([count]) => count > 0);
  if (first < 0) return "0 s";
  return units
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}

/** "2026-11-24 15:42:07 UTC", the same everywhere. */
export function exactUtc(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

export function shortSha(sha: string): string {
  return /^[0-9a-f]{40}$/.test(sha) ? sha.slice(0, 7) : sha.slice(0, 20);
}

// Control characters, terminal escapes and marks that turn the reading direction.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Text from outside as it may be shown: no control or direction marks, at most `most` characters. */
export function plainText(text: string, most = 300): string {
  const clean = text.slice(0, most * 4).replace(UNSAFE, "");
  return clean.length > most ? `${clean.slice(0, most)}…` : clean;
}

/** An address from outside, only when it is http or https. */
export function safeUrl(url: string | null): string | null {
  return url !== null && /^https?:\/\//i.test(url) ? url : null;
}
