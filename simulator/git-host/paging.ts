import { type Answer, ok } from "./answer";

export type Page = { page: number; size: number };

/** The page that a request asks for, held to what GitHub allows; what is not a number counts as left out. */
export function pageOf(url: URL, size = 30, most = 100): Page {
  return { page: countIn(url, "page") ?? 1, size: Math.min(most, countIn(url, "per_page") ?? size) };
}

export function countIn(url: URL, name: string): number | null {
  const text = url.searchParams.get(name) ?? "";
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return number > 0 ? number : null;
}

export function paged(url: URL, items: unknown[]): Answer {
  const page = pageOf(url);
  return { ...ok(onPage(items, page)), headers: linksTo(url, page, items.length) };
}

export function onPage<T>(items: T[], { page, size }: Page): T[] {
  return items.slice((page - 1) * size, page * size);
}

/** GitHub's Link header: prev and first after the first page, next and last before the last. */
export function linksTo(url: URL, { page, size }: Page, total: number): Record<string, string> {
  const last = Math.max(1, Math.ceil(total / size));
  const links = [
    ...(page > 1 ? [link(url, Math.min(page - 1, last), "prev")] : []),
    ...(page < last ? [link(url, page + 1, "next"), link(url, last, "last")] : []),
    ...(page > 1 ? [link(url, 1, "first")] : []),
  ];
  return links.length > 0 ? { Link: links.join(", ") } : {};
}

function link(url: URL, page: number, relation: string): string {
  const target = new URL(url);
  target.searchParams.set("page", String(page));
  return `<${target.toString()}>; rel="${relation}"`;
}
