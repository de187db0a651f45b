const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNKNOWN = "not known";

/** "now", "40 s", "6 min", "26 h", "3 d": how long between two instants, in one unit. What is still to come is "now". */
export function age(ms: number): string {
  if (Number.isNaN(ms)) return UNKNOWN;
  const past = wholeSeconds(ms);
  if (past < 2_000) return "now";
  if (past < MINUTE) return `${past / 1_000} s`;
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min`;
  if (past < 2 * DAY) return `${Math.floor(past / HOUR)} h`;
  return `${Math.floor(past / DAY)} d`;
}

/** "just now", "40 s ago", "3 d ago". */
export function ago(ms: number): string {
  const words = age(ms);
  return words === "now" ? "just now" : `${words} ago`;
}

/** "2 h 18 min", "4 min 10 s", "3 d 4 h": the two largest units, for countdowns and durations. */
export function duration(ms: number): string {
  if (!Number.isFinite(ms)) return UNKNOWN;
  const total = wholeSeconds(ms) / 1_000;
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

/** Rounded before it is cut into units: 59.6 s are 1 min, never 60 s. */
function wholeSeconds(ms: number): number {
  return Math.max(0, Math.round(ms / 1_000) * 1_000);
}

/** "2026-11-24 15:42:07 UTC", the same everywhere. */
export function exactUtc(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return UNKNOWN;
  const text = at.toISOString();
  const day = text.indexOf("T");
  return `${text.slice(0, day)} ${text.slice(day + 1, day + 9)} UTC`;
}

export function shortSha(sha: string): string {
  return /^[0-9a-f]{40}$/.test(sha) ? sha.slice(0, 7) : sha.slice(0, 20);
}

// Control and format characters (but emoji's joiner and Persian's), marks that turn the reading direction, and halves of
// characters: all that shows nothing, or something else than what is there. Tab and line break stay.
const UNSAFE = /(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** Text from outside as it may be shown: no control or direction marks, at most `most` characters. */
export function plainText(text: string, most = 300): string {
  const letters = [...text.slice(0, most * 4).replace(UNSAFE, "")];
  return letters.length > most ? `${letters.slice(0, most).join("")}…` : letters.join("");
}

/** As `plainText`, but nothing is dropped or cut: what shows nothing is written out as its number, `⟨200b⟩`. */
export function visibleText(text: string): string {
  return text.replace(UNSAFE, (hidden) => `⟨${hidden.codePointAt(0)?.toString(16) ?? ""}⟩`);
}

/** An address from outside, only when it is http or https. */
export function safeUrl(url: string | null): string | null {
  return url !== null && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : null;
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "Tue 24 Nov 2026 14:32:05 UTC", the same in every browser. */
export function momentWords(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return UNKNOWN;
  const day = `${DAYS[at.getUTCDay()]} ${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
  return `${day} ${at.toISOString().slice(11, 19)} UTC`;
}

/** "24 Nov 14:32": the day and minute in UTC, for a column of a year's times. */
export function dayAndMinute(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return UNKNOWN;
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.toISOString().slice(11, 16)}`;
}

/** "Firefox on Linux" from what a browser calls itself; its own words, shortened, where they are unknown. */
export function browserName(agent: string): string {
  const find = (names: [RegExp, string][]) => names.find(([pattern]) => pattern.test(agent))?.[1];
  const browser = find([
    [/\bEdg(e|A|iOS)?\//, "Edge"],
    [/\bOPR\//, "Opera"],
    [/\b(Firefox|FxiOS)\//, "Firefox"],
    [/\b(Chrome|Chromium|HeadlessChrome|CriOS)\//, "Chrome"],
    [/\bVersion\/.*\bSafari\//, "Safari"],
  ]);
  const system = find([
    [/\b(iPhone|iPad)\b/, "iOS"],
    [/\bAndroid\b/, "Android"],
    [/\bWindows\b/, "Windows"],
    [/\bMac OS X\b/, "macOS"],
    [/\bLinux\b/, "Linux"],
  ]);
  if (!browser) return agent.slice(0, 60) || "a program that does not say its name";
  return system ? `${browser} on ${system}` : browser;
}
