import type { LogLineView } from "@/lib/http/contracts/logs";
import type { LogFlow, LogStep } from "./log-flow";

const MOST_WAITING_BYTES = 1_000_000;

type Bounds = { lines: number; bytes: number };
const MOST: Bounds = { lines: 1_000_000, bytes: 200_000_000 };

type Options = { flow: LogFlow; name: string; isOfMany: boolean; until: Date | null; most?: Bounds };

const encoder = new TextEncoder();

/** A log as a file of plain text, sent while it is read: nothing of it is kept. */
export function logDownload({ flow, name, isOfMany, until, most = MOST }: Options): Response {
  let lines = 0;
  let bytes = 0;

  async function pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    try {
      for (let sent = 0; sent === 0; ) {
        const { text, ends } = textOf(await flow.next());
        const isFull = !ends && (lines >= most.lines || bytes + text.length >= most.bytes);
        const chunk = encoder.encode(isFull ? `${text}# Cut here, after ${lines.toLocaleString("en")} lines.\n` : text);
        sent = chunk.length;
        bytes += sent;
        if (sent > 0) controller.enqueue(chunk);
        if (!ends && !isFull) continue;
        flow.close();
        return controller.close();
      }
    } catch (error) {
      flow.close();
      throw error;
    }
  }

  function textOf(step: LogStep): { text: string; ends: boolean } {
    switch (step.kind) {
      case "lines": {
        const wanted = step.lines.filter((line) => until === null || line.at === null || line.at <= until.getTime());
        const room = wanted.slice(0, Math.max(0, most.lines - lines));
        lines += room.length;
        return { text: room.map((line) => textLine(line, isOfMany)).join(""), ends: wanted.length < step.lines.length };
      }
      case "trouble":
        return { text: `# ${step.trouble.message}\n`, ends: false };
      case "sources":
      case "well":
      case "beat":
        return { text: "", ends: false };
      case "end":
        return { text: lines === 0 ? "# No line was found.\n" : "", ends: true };
    }
  }

  const stream = new ReadableStream<Uint8Array>(
    { pull, cancel: () => flow.close() },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_WAITING_BYTES }),
  );
  return new Response(stream, {
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Disposition": `attachment; filename="${fileName(name)}"`,
      "Cache-Control": "no-store, no-transform",
    },
  });
}

/** A name that every file system takes and no header is broken by. */
export function fileName(name: string): string {
  const safe = name.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[.-]+/, "");
  return `${safe.slice(0, 120) || "log"}.log`;
}

function textLine({ at, pod, text, mark }: LogLineView, isOfMany: boolean): string {
  const time = at === null ? "" : `${new Date(at).toISOString()} `;
  return `${mark ? "# " : ""}${time}${isOfMany ? `${pod} ` : ""}${text}\n`;
}
