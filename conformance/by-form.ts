// Kubernetes makes generated names from these letters; a word that a person wrote has a vowel.
const LETTERS = "[bcdfghjklmnpqrstvwxz2456789]";

const FORMS: readonly [RegExp, string][] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, "<uid>"],
  [/\b[0-9a-f]{64}\b/g, "<sha256>"],
  [/\b[0-9a-f]{40}\b/g, "<sha>"],
  [/-[0-9a-f]{7}-(presync|sync|postsync|syncfail)-\d{10}(-[a-z0-9]{5}\b)?/g, "-<sha7>-$1-<seconds>$2"],
  [/(-<seconds>)-[a-z0-9]{5}/g, "$1-<suffix>"],
  [new RegExp(`-${LETTERS}{7,10}-${LETTERS}{5}(?![a-z0-9])`, "g"), "-<hash>-<suffix>"],
  [new RegExp(`-${LETTERS}{7,10}(?=-?$|")`, "g"), "-<hash>"],
  [new RegExp(`^${LETTERS}{7,10}$`, "g"), "<hash>"],
  [new RegExp(`\\b(kube-api-access)-${LETTERS}{5}\\b`, "g"), "$1-<suffix>"],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7,9}Z/g, "<time to the nanosecond>"],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/g, "<time to the microsecond>"],
  [/\b(?!0001)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, "<time>"],
  [/\b10\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g, "<address>"],
  [/\.[0-9a-f]{12,16}\b/g, ".<event>"],
  [/^containerd:\/\/[0-9a-f]{32}$/g, "containerd://<id>"],
  [/^(?:INFO|WARN|ERROR) (\(previous\) )?request id=\d+ (.*) status=\d+$/g, "<level> $1request id=<n> $2 status=<n>"],
  [/\/dev\/shm\/\d+/g, "/dev/shm/<number>"],
  [/\b[\w-]{10,}\.[\w-]{10,}\.[\w-]{20,}\b/g, "<jwt>"],
];

/** The text with everything in it that is another one on each server (ids, hashes, generated names, times) named by its form. */
export function byForm(text: string): string {
  return FORMS.reduce((result, [form, name]) => result.replace(form, name), text);
}
