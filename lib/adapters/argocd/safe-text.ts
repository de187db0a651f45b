// What Argo CD says comes from manifests, charts and clusters: anybody's. Before it is kept or shown it is made harmless.

/** Control characters but for tab and line break (PostgreSQL refuses NUL), and marks that turn the reading direction. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Half of a pair: PostgreSQL's jsonb refuses it. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Text without what cannot be kept or would deceive, at most `most` characters long; what was cut off ends with "…". */
export function safeText(value: string, most: number): string {
  // Cut first: cleaning must not read a hundred megabytes. One more than `most` tells that something is missing.
  const cut = value.slice(0, most * 2 + 1);
  const clean = cut.replace(UNSAFE, "").replace(LONE_SURROGATE, "\uFFFD");
  if (clean.length <= most && cut.length === value.length) return clean;
  return `${clean.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
