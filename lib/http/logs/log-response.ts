import type { ChosenPods } from "@/lib/domain/log-pods";
import type { LogEvents, LogSources } from "@/lib/http/contracts/logs";
import type { LogFlow, LogStep } from "./log-flow";
import type { logWindow } from "./log-window";

const HEADERS = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-store, no-transform",
  "X-Accel-Buffering": "no",
};
/** What may wait for a page that does not read; the rest stays where it is bounded too, and is skipped there. */
const MOST_WAITING_BYTES = 256_000;
/** As soon as the live events find out that somebody may no longer be here (event-response.ts). */
const CHECK_MS = 45_000;

type Options = {
  flow: LogFlow;
  sources: (chosen: ChosenPods) => LogSources;
  window: ReturnType<typeof logWindow> | null;
  stillMay: () => Promise<boolean>;
  checkMs?: number;
};

const encoder = new TextEncoder();

/** A log as server-sent events, made only as fast as the page takes them, until it closes or its session ends. */
export function logResponse({ flow, sources, window, stillMay, checkMs = CHECK_MS }: Options): Response {
  let signedOut = false;
  const checking = setInterval(() => void check(), checkMs);
  checking.unref();

  async function check() {
    const may = await stillMay().catch(() => true);
    if (may) return;
    signedOut = true;
    flow.close();
  }

  function over() {
    clearInterval(checking);
    flow.close();
  }

  async function pull(controller: ReadableStreamDefaultController<Uint8Array>) {
    try {
      const step = signedOut ? { kind: "end" as const } : await flow.next();
      const { text, ends } = signedOut ? frames({ kind: "end" }) : frames(step);
      controller.enqueue(encoder.encode(text));
      if (!ends) return;
      over();
      controller.close();
    } catch (error) {
      over();
      throw error;
    }
  }

  function frames(step: LogStep): { text: string; ends: boolean } {
    switch (step.kind) {
      case "lines": {
        const shown = window ? window.pass(step.lines) : { lines: step.lines, whole: false };
        const text = shown.lines.length > 0 ? frame("lines", shown.lines) : ":\n\n";
        return { text: shown.whole ? text + frame("end", {}) : text, ends: shown.whole };
      }
      case "sources":
        return { text: frame("sources", sources(step.chosen)), ends: false };
      case "trouble":
        return { text: frame("trouble", step.trouble), ends: false };
      case "well":
        return { text: frame("well", { pod: step.pod }), ends: false };
      case "beat":
        return { text: frame("beat", {}), ends: false };
      case "end": {
        if (signedOut) return { text: frame("signed-out", {}), ends: true };
        const rest = window?.rest() ?? [];
        return { text: (rest.length > 0 ? frame("lines", rest) : "") + frame("end", {}), ends: true };
      }
    }
  }

  const stream = new ReadableStream<Uint8Array>(
    { pull, cancel: over },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_WAITING_BYTES }),
  );
  return new Response(stream, { headers: HEADERS });
}

function frame<Name extends keyof LogEvents>(name: Name, data: LogEvents[Name]): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
