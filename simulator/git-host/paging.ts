import type { Answer } from "./answer";

/** A list's page with GitHub's Link header. */
export function paged(url: URL, items: unknown[], known?: { page: number; more: boolean }): Answer {
  const limit = Math.min(100, Math.max(1, Number(url.searchParams.get("per_page")) || 30));
  const page = known?.page ?? Math.max(1, Number(url.searchParams.get("page")) || 1);
  const shown = known ? items : items.slice((page - 1) * limit, page * limit);
  const more = known?.more ?? items.length > page * limit;
  const links = [
    ...(page > 1 ? [link(url, page - 1, "prev"), link(url, 1, "first")] : []),
    ...(more ? [link(url, page + 1, "next")] : []),
  ];
  return { status: 200, body: shown, ...(links.length > 0 ? { headers: { Link: links.join(", ") } } : {}) };
}

function link(url: URL, page: number, relation: string): string {
  const target = new URL(url);
  target.searchParams.set("page", String(page));
  return `<${target.toString()}>; rel="${relation}"`;
}
