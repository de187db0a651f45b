/** A path as people call it: `environments.dev-env-1.values`, entries by their name where they have one, else counted from 1. */
export function pathWords(path: readonly PropertyKey[], content: unknown): string {
  if (path.length === 0) return "The file";
  const words: string[] = [];
  let level: unknown = content;
  for (const step of path) {
    const next: unknown = typeof level === "object" && level !== null ? Reflect.get(level, step) : undefined;
    words.push(typeof step === "number" ? (nameOf(next) ?? String(step + 1)) : String(step));
    level = next;
  }
  return shortened(words.join("."));
}

/** Text from the file as a sentence may hold it. */
export function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function nameOf(entry: unknown): string | null {
  if (typeof entry !== "object" || entry === null || !("name" in entry)) return null;
  return typeof entry.name === "string" && entry.name !== "" ? entry.name : null;
}
