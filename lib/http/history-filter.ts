import type { HistoryFilter } from "./contracts/history";

const MOST_CHARACTERS = 600;
// biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL's text holds no NUL, and no name holds the others
const CONTROL = /[\u0000-\u001f\u007f]/g;

/** Reads what of a history is looked at from a page's address; whatever is not understood counts as not said. */
export function historyFilter(params: URLSearchParams): HistoryFilter {
  const said = (name: string) => (params.get(name) ?? "").replace(CONTROL, "").trim().slice(0, MOST_CHARACTERS);
  return {
    only: params.get("only") === "failed" ? "failed" : "all",
    service: said("service"),
    who: said("who"),
    before: said("before"),
    deployment: said("deployment"),
    from: said("from"),
    to: said("to"),
  };
}

/** Why a program's request cannot be answered as it was asked, as a sentence; null when it can. */
export function historyFilterProblem(params: URLSearchParams): string | null {
  const only = params.get("only");
  if (only !== null && only !== "all" && only !== "failed") return "only is one of all, failed.";
  for (const name of ["service", "who", "before", "deployment", "from", "to"])
    if ((params.get(name) ?? "").length > MOST_CHARACTERS)
      return `${name} takes at most ${MOST_CHARACTERS} characters.`;
  if (params.has("from") !== params.has("to")) return "from and to are two deployments: give both or neither.";
  return null;
}
