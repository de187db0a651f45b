import type { LiveMessage } from "./live-message";
import { type Browser, listenToServer } from "./server-events";
import { createTab, type Said } from "./tab";

const NAME = "slipway-live";
const PROBE_MS = 10_000;

/** Hears the server's events, on one connection for all tabs of this browser. Returns the way to stop. */
export function openEventChannel(after: string, hear: (message: LiveMessage) => void): () => void {
  const closed = new AbortController();
  const browser: Browser = { EventSource, statusOf, events: window };
  if (typeof BroadcastChannel === "undefined" || !("locks" in navigator)) {
    listenToServer(browser, after, hear, closed.signal);
    return () => closed.abort();
  }
  const channel = new BroadcastChannel(NAME);
  const post = (said: Said) => {
    if (!closed.signal.aborted) channel.postMessage(said);
  };
  const tab = createTab({ own: crypto.randomUUID(), after, post, hear });
  channel.onmessage = ({ data }: MessageEvent<Said>) => tab.onSaid(data);
  tab.join();
  navigator.locks
    .request(NAME, { signal: closed.signal }, async () => {
      // The lock may be granted after the page has already left.
      if (closed.signal.aborted) return;
      const leading = new AbortController();
      const { after: from, pass, leave } = tab.lead();
      const passOn = (message: LiveMessage) => {
        pass(message);
        if (message.kind !== "signed-out") return;
        leave(); // a tab that signs in again must be able to lead
        leading.abort();
      };
      const ends = AbortSignal.any([closed.signal, leading.signal]);
      listenToServer(browser, from, passOn, ends);
      await new Promise<void>((resolve) => {
        if (ends.aborted) resolve();
        ends.addEventListener("abort", () => resolve(), { once: true });
      });
    })
    .catch(() => undefined);
  return () => {
    closed.abort();
    channel.close();
  };
}

/** The answer's body is not read: an event stream would never end. */
async function statusOf(url: string): Promise<number | null> {
  const enough = new AbortController();
  const timer = setTimeout(() => enough.abort(), PROBE_MS);
  try {
    return (await fetch(url, { signal: enough.signal, redirect: "manual" })).status;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    enough.abort();
  }
}
