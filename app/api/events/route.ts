import { actorOf } from "@/lib/auth/auth";
import { refusal } from "@/lib/http/refusal";
import { server } from "@/lib/server";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

const HEADERS = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-cache, no-transform",
  "X-Accel-Buffering": "no",
};

/** Changes as they happen; `after` or Last-Event-ID says what the page already holds. */
export async function GET(request: Request): Promise<Response> {
  if (!(await actorOf(request))) return refusal("signed-out");
  const after = eventId(request.headers.get("last-event-id") ?? new URL(request.url).searchParams.get("after"));
  const encoder = new TextEncoder();
  let stop = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => {
        try {
          controller.enqueue(encoder.encode(text));
        } catch {
          stop();
        }
      };
      send("retry: 1000\n\n");
      const leave = server().live.subscribe(after, send);
      stop = () => {
        leave();
        request.signal.removeEventListener("abort", stop);
      };
      request.signal.addEventListener("abort", stop);
    },
    cancel: () => stop(),
  });
  return new Response(stream, { headers: HEADERS });
}

function eventId(text: string | null): bigint | null {
  return text !== null && /^\d{1,18}$/.test(text) ? BigInt(text) : null;
}
