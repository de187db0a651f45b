/** The ways to look at the resources, as the address names them; the first is shown when it names none. */
export const VIEWS = [
  { view: "list", word: "List" },
  { view: "graph", word: "Graph" },
  { view: "pods", word: "Pods" },
] as const;
export type ResourceView = (typeof VIEWS)[number]["view"];

export function viewOf(params: URLSearchParams): ResourceView {
  return VIEWS.find(({ view }) => view === params.get("view"))?.view ?? "list";
}
