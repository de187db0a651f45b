import { retryFrame, signedOutFrame } from "./live-frames";
import type { Viewer } from "./live-groups";

const HEADERS = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-store, no-transform",
  "X-Accel-Buffering": "no",
};
/** What may wait for a page that does not read; more, and it is dropped. Its browser comes back and resumes. */
const MOST_WAITING_BYTES = 1_000_000;
/** An ended session, or a policy that no longer lets a person in, counts within a minute (decisions.md 18). */
const CHECK_MS = 45_000;
const RETRY_MS = 1_000;

type Options = {
  signal: AbortSignal;
  /** Begins to send to a page; returns the way to stop. */
  join: (viewer: Viewer) => () => void;
  /** Whether the person may still be here; a failure to find out ends nothing. */
  stillMay: (viewer: Viewer) => Promise<boolean>;
  onSlow: () => void;
  checkMs?: number;
};

/** A response that stays open and carries events until the page closes, its session ends, or it does not keep up. */
export function eventResponse({ signal, join, stillMay, onSlow, checkMs = CHECK_MS }: Options): Response {
  const closing: (() => void)[] = [];
  let open = true;
  const leave = () => {
    if (!open) return;
    open = false;
    for (const close of closing.splice(0)) close();
  };

  function begin(controller: ReadableStreamDefaultController<Uint8Array>) {
    const viewer: Viewer = {
      send(bytes) {
        if (!open) return;
        if ((controller.desiredSize ?? 0) >= bytes.length) return controller.enqueue(bytes);
        onSlow();
        leave();
        controller.error(new Error("The page does not keep up with its events."));
      },
      close() {
        if (!open) return;
        leave();
        controller.close();
      },
    };
    const checking = setInterval(() => void endWhenOver(stillMay, viewer), checkMs);
    const onAbort = () => viewer.close();
    signal.addEventListener("abort", onAbort, { once: true });
    closing.push(() => clearInterval(checking));
    closing.push(() => signal.removeEventListener("abort", onAbort));
    viewer.send(retryFrame(RETRY_MS));
    const unsubscribe = join(viewer);
    if (open) closing.push(unsubscribe);
    else unsubscribe();
    if (signal.aborted) viewer.close();
  }

  const stream = new ReadableStream<Uint8Array>(
    { start: begin, cancel: leave },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_WAITING_BYTES }),
  );
  return new Response(stream, { headers: HEADERS });
}

async function endWhenOver(stillMay: Options["stillMay"], viewer: Viewer) {
  const may = await stillMay(viewer).catch(() => true);
  if (may) return;
  viewer.send(signedOutFrame());
  viewer.close();
}
