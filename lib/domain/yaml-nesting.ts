import { CST } from "yaml";

const DEEPEST = 60;

type Level = { token: CST.Token; depth: number };

/**
 * Whether a YAML text, already cut into tokens, nests deeper than any file that people write. To be asked before `yaml`
 * composes them: that recurses, and a few thousand brackets would end the whole process in a way that cannot be caught.
 */
export function nestsTooDeeply(tokens: readonly CST.Token[]): boolean {
  return tokens.some(deeper);
}

function deeper(root: CST.Token): boolean {
  const open: Level[] = [{ token: root, depth: 0 }];
  for (let level = open.pop(); level; level = open.pop()) {
    if (level.depth > DEEPEST) return true;
    for (const token of childrenOf(level.token)) open.push({ token, depth: level.depth + 1 });
  }
  return false;
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === "document") return token.value ? [token.value] : [];
  if (!CST.isCollection(token)) return [];
  return token.items.flatMap(({ key, value }) => [...(key ? [key] : []), ...(value ? [value] : [])]);
}
