const LONGEST = 40;

/** ` Did you mean sync?` for a word that is nearly one of those known; empty where none is near. */
export function suggestion(word: string, known: readonly string[]): string {
  if (word.length > LONGEST) return "";
  const lower = word.toLowerCase();
  const [best] = known
    .map((name) => ({ name, distance: distance(lower, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(Math.min(name.length, word.length) / 3)))
    .sort((a, b) => a.distance - b.distance);
  return best ? ` Did you mean ${best.name}?` : "";
}

/** Levenshtein: how many letters to add, drop or change. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const row = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const changed = (previous[j] ?? 0) + (letter === other ? 0 : 1);
      row.push(Math.min(changed, (previous[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1));
    }
    previous = row;
  }
  return previous.at(-1) ?? 0;
}
