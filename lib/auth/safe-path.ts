const HERE = "http://slipway.invalid";

/** A place in Slipway to go to after sign-in; whatever could lead elsewhere, or back to sign-in, becomes "/". */
export function safePath(text: unknown): string {
  if (typeof text !== "string" || !text.startsWith("/") || !URL.canParse(text, HERE)) return "/";
  const url = new URL(text, HERE);
  if (url.origin !== HERE || /^\/(\/|api\/|sign-(in|out)(\/|$))/.test(url.pathname)) return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}

/** The request header in which the proxy tells a page its own address. */
export const PATH_HEADER = "x-slipway-path";

/** The sign-in page, to come back from to `from`; `error` is a code that the page has words for. */
export function signInPath(from: string | null, error: string | null): string {
  const path = safePath(from);
  const query = new URLSearchParams({
    ...(error === null ? {} : { error }),
    ...(path === "/" ? {} : { callbackUrl: path }),
  });
  return query.size === 0 ? "/sign-in" : `/sign-in?${query}`;
}
