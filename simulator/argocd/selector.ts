import { ApiError } from "./errors";

type Labels = Record<string, string>;
type Requirement = (labels: Labels) => boolean;

function requirement(term: string): Requirement {
  const set = term.match(/^\s*([\w./-]+)\s+(in|notin)\s*\(([^)]*)\)\s*$/);
  if (set) {
    const [, key = "", operator, list = ""] = set;
    const values = list.split(",").map((value) => value.trim());
    return (labels) => values.includes(labels[key] ?? "\0") === (operator === "in");
  }
  const equality = term.match(/^\s*([\w./-]+)\s*(==|=|!=)\s*([\w.-]*)\s*$/);
  if (equality) {
    const [, key = "", operator, value] = equality;
    return operator === "!=" ? (labels) => labels[key] !== value : (labels) => labels[key] === value;
  }
  const bound = term.match(/^\s*([\w./-]+)\s*([<>])\s*(-?\d+)\s*$/);
  if (bound) {
    const [, key = "", operator, limit] = bound;
    const compare = (value: number) => (operator === "<" ? value < Number(limit) : value > Number(limit));
    return (labels) => /^-?\d+$/.test(labels[key] ?? "") && compare(Number(labels[key]));
  }
  const presence = term.match(/^\s*(!?)\s*([\w./-]+)\s*$/);
  if (presence) {
    const [, not, key = ""] = presence;
    return (labels) => key in labels === (not === "");
  }
  throw new ApiError(
    "unknown",
    `error parsing the selector: unable to parse requirement: found '${term.trim()}', expected: identifier`,
  );
}

/** Kubernetes label selectors: `a=b,c!=d,e in (f,g),!h,i>5`. A wrong one is a 500, as on the real server. */
export function parseSelector(text: string): Requirement {
  const terms = text.split(/,(?![^(]*\))/).filter((term) => term.trim() !== "");
  const requirements = terms.map(requirement);
  return (labels) => requirements.every((holds) => holds(labels));
}
