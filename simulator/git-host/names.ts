const SHA = /^[0-9a-f]{40}$/;
const ABBREVIATED = /^[0-9a-f]{7,39}$/;
const MOST_BYTES = 240;

export function isSha(text: unknown): text is string {
  return typeof text === "string" && SHA.test(text);
}

/** A branch, a ref, a SHA or its beginning: nothing that git would take for an option, a range or an expression. */
export function isRevision(text: string): boolean {
  return SHA.test(text) || ABBREVIATED.test(text) || isRefName(text);
}

/** The rules of `git check-ref-format`, and no name that begins with a dash. */
export function isRefName(text: string): boolean {
  if (text === "" || text === "@" || Buffer.byteLength(text) > MOST_BYTES) return false;
  if (/[\p{Cc}\p{Cs} ~^:?*[\\]/u.test(text) || /\.\.|@\{|\/\/|^[/-]|[./]$/.test(text)) return false;
  return text.split("/").every((part) => !part.startsWith(".") && !part.endsWith(".lock"));
}

/** A file's path inside the repository; the empty one is its root. */
export function isFilePath(text: string): boolean {
  if (text === "") return true;
  if (Buffer.byteLength(text) > 4_000 || /[\0\n]/.test(text)) return false;
  return text.split("/").every(isPathComponent);
}

function isPathComponent(part: string): boolean {
  return part !== "" && part !== "." && part !== ".." && !/^(\.git|git~1)$/i.test(part);
}
