const MOST_LOOKED_AT = 4_000;
const MOST_SHOWN = 60;
const MOST_LEVELS = 8;

/** The lines that an indented line stands inside of, outermost first; none where they are too far above to look for. */
export function outlineAbove(lines: readonly string[], index: number): string[] {
  const outline: string[] = [];
  let indent = indentOf(lines[index] ?? "");
  const last = Math.max(0, index - MOST_LOOKED_AT);
  for (let place = index - 1; place >= last && indent > 0; place--) {
    const line = lines[place] ?? "";
    if (line.trim() === "" || indentOf(line) >= indent) continue;
    indent = indentOf(line);
    outline.unshift(line.slice(indent, indent + MOST_SHOWN).replace(/:\s*$/, ""));
  }
  return indent === 0 ? outline.slice(0, MOST_LEVELS) : [];
}

function indentOf(line: string): number {
  let place = 0;
  while (line.charCodeAt(place) === 0x20) place++;
  return place;
}
