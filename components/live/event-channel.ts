import type { LiveEvent } from "@/lib/http/contracts/overview";
import { eventsApi } from "@/lib/routes";
import { isNewer } from "./apply-live-event";

export type LiveMessage =
  | { kind: "change"; event: LiveEvent }
  | { kind: "reset"; id: string }
  | { kind: "beat"; at: string }
  | { kind: "lost" };

type Envelope = { to: string | null; message: LiveMessage };
type Hello = { hello: string; after: string };

const NAME = "slipway-live";
const KEPT = 200;

/**
 * One event connection a browser (decisions.md 6): the tab that holds the lock listens to the server and passes on what
 * it hears. A tab that joins says what it already holds and is sent what it missed.
 */
export function openEventChannel(after: () => string, hear: (message: LiveMessage) => void): () => void {
  const closed = new AbortController();
  const own = crypto.randomUUID();
  if (typeof BroadcastChannel === "undefined" || !("locks" in navigator)) {
    listen(after(), hear, closed.signal);
    return () => closed.abort();
  }
  const channel = new BroadcastChannel(NAME);
  const kept: LiveEvent[] = [];
  let leading = false;

  const tell = (message: LiveMessage, to: string | null = null) =>
    channel.postMessage({ to, message } satisfies Envelope);
  channel.onmessage = ({ data }: MessageEvent<Envelope | Hello>) => {
    if ("hello" in data) {
      if (leading) for (const message of missedBy(data.after, kept)) tell(message, data.hello);
      return;
    }
    if (data.to === null || data.to === own) hear(data.message);
  };
  channel.postMessage({ hello: own, after: after() } satisfies Hello);

  navigator.locks
    .request(NAME, { signal: closed.signal }, async () => {
      // The lock may be granted after the page has already left.
      if (closed.signal.aborted) return;
      leading = true;
      const pass = (message: LiveMessage) => {
        if (message.kind === "change") kept.push(message.event);
        if (kept.length > KEPT) kept.shift();
        hear(message);
        tell(message);
      };
      listen(after(), pass, closed.signal);
      await new Promise<void>((resolve) => closed.signal.addEventListener("abort", () => resolve(), { once: true }));
    })
    .catch(() => undefined);

  return () => {
    closed.abort();
    channel.close();
  };
}

/** What a tab that joins has missed; when that is not kept any more it is told to load anew. */
function missedBy(after: string, kept: LiveEvent[]): LiveMessage[] {
  const newer = kept.filter((event) => isNewer(event.id, after));
  const [oldest] = kept;
  if (newer.length === 0 || newer.length < kept.length || oldest === undefined)
    return newer.map((event) => ({ kind: "change", event }));
  return [{ kind: "reset", id: newer.at(-1)?.id ?? after }];
}

function listen(after: string, hear: (message: LiveMessage) => void, stop: AbortSignal) {
  const source = new EventSource(eventsApi(after));
  source.addEventListener("change", ({ data }: MessageEvent<string>) =>
    hear({ kind: "change", event: JSON.parse(data) as LiveEvent }),
  );
  source.addEventListener("reset", ({ lastEventId }: MessageEvent<string>) => hear({ kind: "reset", id: lastEventId }));
  source.addEventListener("beat", ({ data }: MessageEvent<string>) =>
    hear({ kind: "beat", at: (JSON.parse(data) as { at: string }).at }),
  );
  source.addEventListener("error", () => hear({ kind: "lost" }));
  stop.addEventListener("abort", () => source.close(), { once: true });
}
