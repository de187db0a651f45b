/**
 * Whether a write that carries a session cookie comes from our own pages: a browser always states the origin of such a
 * request, and no other site can state ours (design.md, Security).
 */
export function isSameOrigin(request: Request, webUrl: string): boolean {
  const origin = request.headers.get("origin");
  return origin !== null && URL.canParse(origin) && new URL(origin).origin === new URL(webUrl).origin;
}
