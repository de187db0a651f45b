export type LogLevel = "error" | "warn" | "info" | "debug";

/** A level stands at the beginning of a line or not at all. */
const LOOKED_AT = 2_000;

const WORDS: Readonly<Record<string, LogLevel>> = {
  emerg: "error",
  emergency: "error",
  alert: "error",
  fatal: "error",
  panic: "error",
  dpanic: "error",
  critical: "error",
  crit: "error",
  severe: "error",
  error: "error",
  err: "error",
  warning: "warn",
  warn: "warn",
  wrn: "warn",
  notice: "info",
  information: "info",
  informational: "info",
  info: "info",
  inf: "info",
  debug: "debug",
  dbg: "debug",
  fine: "debug",
  verbose: "debug",
  trace: "debug",
  trc: "debug",
};
const KLOG: Readonly<Record<string, LogLevel>> = { I: "info", W: "warn", E: "error", F: "error" };

const JSON_FIELD = /"(?:level|severity|lvl|loglevel|log\.level|levelname|@l)"\s*:\s*"?([A-Za-z]+|\d{1,3})\b/i;
const LOGFMT_FIELD = /(?:^|[\s[{])(?:level|lvl|severity|loglevel)=["']?([A-Za-z]+)\b/i;
const KLOG_LINE = /^([IWEF])\d{4} \d\d:\d\d:\d\d/;
const BRACKETED = /[[<(]([A-Za-z]{3,13})[\])>]/;
const STANDING = /(?:^|[\s|:;,\]-])([A-Z]{3,13})(?=$|[\s|:;,[(-])/g;
const TELLING =
  /^(?:panic: |Traceback \(most recent call last\)|Exception in thread |Unhandled |Caused by: |thread '.*' panicked )/;

/** How grave a line is by what it says of itself; null where it says nothing. */
export function logLevel(text: string): LogLevel | null {
  const start = text.slice(0, LOOKED_AT);
  if (start.trimStart().startsWith("{")) return wordLevel(JSON_FIELD.exec(start)?.[1]);
  const klog = KLOG_LINE.exec(start)?.[1];
  if (klog !== undefined) return KLOG[klog] ?? null;
  if (TELLING.test(start)) return "error";
  const field = wordLevel(LOGFMT_FIELD.exec(start)?.[1]);
  if (field) return field;
  const head = start.slice(0, 200);
  for (const [, word] of head.matchAll(STANDING)) {
    const level = wordLevel(word);
    if (level) return level;
  }
  return wordLevel(BRACKETED.exec(head)?.[1]);
}

/** Numbers are those of pino and bunyan: 30 is info, 50 an error. */
function wordLevel(word: string | undefined): LogLevel | null {
  if (word === undefined) return null;
  if (/^\d+$/.test(word)) return numberLevel(Number(word));
  const known = word.toLowerCase();
  return Object.hasOwn(WORDS, known) ? (WORDS[known] ?? null) : null;
}

function numberLevel(level: number): LogLevel | null {
  if (level < 10) return null;
  if (level >= 50) return "error";
  if (level >= 40) return "warn";
  return level >= 30 ? "info" : "debug";
}
