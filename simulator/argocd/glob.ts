/** Argo CD's glob without separators: `*` matches everything, also slashes. */
export function globMatches(pattern: string, text: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, "s").test(text);
}
