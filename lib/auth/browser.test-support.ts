/** As much of a browser as sign-in needs: cookies, forms, redirects. Cookies do not know ports, so one jar does. */
export function testBrowser(web: string) {
  const jar = new Map<string, string>();
  const cookieHeader = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

  async function ask(url: string, form?: Record<string, string>): Promise<Response> {
    const response = await fetch(url, {
      redirect: "manual",
      headers: { cookie: cookieHeader() },
      signal: AbortSignal.timeout(10_000),
      ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
    });
    for (const line of response.headers.getSetCookie()) keep(line);
    return response;
  }

  function keep(line: string): void {
    const [pair = "", ...attributes] = line.split("; ");
    const name = pair.slice(0, pair.indexOf("="));
    const gone = attributes.some(
      (attribute) => attribute === "Max-Age=0" || /^Expires=Thu, 01 Jan 1970/.test(attribute),
    );
    if (gone) jar.delete(name);
    else jar.set(name, pair.slice(pair.indexOf("=") + 1));
  }

  /** Follows redirects until our own pages, which are not served here; gives the path they would have had. */
  async function follow(url: string): Promise<string> {
    for (let steps = 0, at = url; steps < 10; steps += 1) {
      const here = new URL(at, web);
      if (here.origin === web && !here.pathname.startsWith("/api/")) return `${here.pathname}${here.search}`;
      const location = (await ask(here.toString())).headers.get("location");
      if (location === null) return `ended at ${here.pathname}`;
      at = location;
    }
    return "too many redirects";
  }

  return {
    jar,
    cookieHeader,
    ask,
    follow,
    /** Presses a button of the sign-in page and gives the page that one ends on. */
    async signIn(provider: string, fields: Record<string, string> = {}, route = "callback"): Promise<string> {
      const { csrfToken } = (await (await ask(`${web}/api/auth/csrf`)).json()) as { csrfToken: string };
      const form = { csrfToken, callbackUrl: `${web}/environments/dev-env-1`, json: "true", ...fields };
      const answer = await ask(`${web}/api/auth/${route}/${provider}`, form);
      if (!answer.headers.get("content-type")?.includes("json")) return `answered ${answer.status}`;
      const { url } = (await answer.json()) as { url: string };
      return follow(url);
    },
    /** Presses the button of the sign-out page. */
    async signOut(): Promise<void> {
      const { csrfToken } = (await (await ask(`${web}/api/auth/csrf`)).json()) as { csrfToken: string };
      await ask(`${web}/api/auth/signout`, { csrfToken, json: "true" });
    },
  };
}
