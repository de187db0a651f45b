/** Kubernetes' label-selector grammar: `a=b`, `a==b`, `a!=b`, `a in (x,y)`, `a notin (x,y)`, `a`, `!a`, joined by commas. */
export function matchesSelector(selector: string, labels: Readonly<Record<string, string>>): boolean {
  const terms = splitTerms(selector);
  return terms.length > 0 && terms.every((term) => matchesTerm(term, labels));
}

function splitTerms(selector: string): string[] {
  return selector
    .split(/,(?![^(]*\))/)
    .map((term) => term.trim())
    .filter((term) => term !== "");
}

function matchesTerm(term: string, labels: Readonly<Record<string, string>>): boolean {
  const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(term);
  if (set) {
    const [, key = "", operator, list = ""] = set;
    const value = labels[key];
    const listed = value !== undefined && list.split(",").some((item) => item.trim() === value);
    return operator === "in" ? listed : !listed;
  }
  const pair = /^([^!=\s]+)\s*(!=|==|=)\s*(\S*)$/.exec(term);
  if (pair) {
    const [, key = "", operator, wanted = ""] = pair;
    return operator === "!=" ? labels[key] !== wanted : labels[key] === wanted;
  }
  if (term.startsWith("!")) return !(term.slice(1).trim() in labels);
  return term in labels;
}
