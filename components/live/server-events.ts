import type { LiveEvent } from "@/lib/http/contracts/overview";
import { eventsApi } from "@/lib/routes";
import type { LiveMessage } from "./live-message";

/** The server beats every 10 s: two missed ones, and the connection is opened anew. */
const SILENCE_MS = 25_000;
const RETRY_MS = { least: 1_000, most: 10_000 };

/** The part of the browser that this needs; a test gives its own. */
export type Browser = {
  EventSource: new (url: string) => EventSource;
  /** The status a GET of this address is answered with; null when nobody answers. */
  statusOf(url: string): Promise<number | null>;
  /** Network and other tabs: "online", "offline" and what another tab stored. */
  events: Pick<EventTarget, "addEventListener">;
};

/**
 * Listens to the server until `stop`, and comes back after every break from the last event that it heard. The browser's
 * own reconnection is not relied upon: it gives up at the first answer that is not 200.
 */
export function listenToServer(
  browser: Browser,
  after: string,
  hear: (message: LiveMessage) => void,
  stop: AbortSignal,
) {
  let last = after;
  let wait = RETRY_MS.least;
  let over = new AbortController();

  const heard = (message: LiveMessage) => {
    wait = RETRY_MS.least;
    hear(message);
  };

  function connect() {
    over = new AbortController();
    const url = eventsApi(last);
    const source = new browser.EventSource(url);
    let silence = setTimeout(fail, SILENCE_MS);
    over.signal.addEventListener("abort", () => {
      clearTimeout(silence);
      source.close();
    });
    const on = (name: string, take: (event: MessageEvent<string>) => void) =>
      source.addEventListener(name, (event) => {
        if (over.signal.aborted) return;
        clearTimeout(silence);
        silence = setTimeout(fail, SILENCE_MS);
        take(event as MessageEvent<string>);
      });
    on("change", ({ data, lastEventId }) => {
      last = lastEventId;
      heard({ kind: "change", event: JSON.parse(data) as LiveEvent });
    });
    on("reset", ({ data, lastEventId }) => {
      last = lastEventId;
      heard({ kind: "reset", id: lastEventId, ...(JSON.parse(data) as { anew: boolean }) });
    });
    on("beat", ({ data }) => {
      heard({ kind: "beat", ...(JSON.parse(data) as { at: string; databaseAwaySince: string | null }) });
    });
    on("signed-out", signedOut);
    source.addEventListener("error", fail);
  }

  function fail() {
    if (over.signal.aborted) return;
    over.abort();
    hear({ kind: "lost" });
    retryLater();
  }

  function signedOut() {
    over.abort();
    hear({ kind: "signed-out" });
  }

  function retryLater() {
    over = new AbortController();
    const timer = setTimeout(() => void retry(), wait * (0.9 + Math.random() * 0.2));
    over.signal.addEventListener("abort", () => clearTimeout(timer));
    wait = Math.min(wait * 2, RETRY_MS.most);
  }

  /** An EventSource does not tell why it failed, and a session that ended must not be tried again for ever. */
  async function retry() {
    const waiting = over;
    const status = await browser.statusOf(eventsApi(last));
    if (waiting.signal.aborted) return;
    if (status === 401) return signedOut();
    if (status === 200) return connect();
    hear({ kind: "lost" });
    retryLater();
  }

  const again = () => {
    if (stop.aborted) return;
    wait = RETRY_MS.least;
    over.abort();
    connect();
  };
  browser.events.addEventListener("online", again, { signal: stop });
  browser.events.addEventListener("offline", fail, { signal: stop });
  browser.events.addEventListener("storage", (event) => isSignOut(event) && signedOut(), { signal: stop });
  stop.addEventListener("abort", () => over.abort(), { once: true });
  connect();
}

/** next-auth tells the other tabs of a sign-out by storing a message. */
function isSignOut(event: Event): boolean {
  const { key, newValue } = event as StorageEvent;
  return key === "nextauth.message" && (newValue?.includes('"signout"') ?? false);
}
