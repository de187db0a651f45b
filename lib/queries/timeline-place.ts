/** A place in the order of all that happened: newest first, then by source, then by the source's own id. */
export type TimelinePlace = { at: Date; source: TimelineSource; id: string };

/** In the order in which what happened in one moment is told. */
export const TIMELINE_SOURCES = ["deployment", "observation", "commit", "policy"] as const;
export type TimelineSource = (typeof TIMELINE_SOURCES)[number];

const NUMBERED = new Set<TimelineSource>(["observation", "policy"]);
const MOST_ID = 1_000;
/** The year 9999: beyond it the database has no times. */
const MOST_MS = 253_402_300_799_999;
const MOST_BIGINT = 9_223_372_036_854_775_807n;

/** The place as an address carries it: nothing for a person to read or change. */
export function placeText({ at, source, id }: TimelinePlace): string {
  const parts = [at.getTime(), TIMELINE_SOURCES.indexOf(source), id];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** The place that an address carries; null when it is none. */
export function placeOf(text: string): TimelinePlace | null {
  if (text.length > 4 * MOST_ID || !/^[\w-]+$/.test(text)) return null;
  const parts = parsed(Buffer.from(text, "base64url").toString("utf8"));
  if (!Array.isArray(parts) || parts.length !== 3) return null;
  const [ms, rank, id]: unknown[] = parts;
  const source = typeof rank === "number" ? TIMELINE_SOURCES[rank] : undefined;
  if (typeof ms !== "number" || !Number.isInteger(ms) || ms < 0 || ms > MOST_MS) return null;
  if (source === undefined || typeof id !== "string" || !isId(source, id)) return null;
  return { at: new Date(ms), source, id };
}

function isId(source: TimelineSource, id: string): boolean {
  if (!NUMBERED.has(source)) return id.length <= MOST_ID && !id.includes("\0");
  return /^\d{1,19}$/.test(id) && BigInt(id) <= MOST_BIGINT;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
