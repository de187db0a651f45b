import type http from "node:http";
import { createInsideClient } from "./inside-client";
import { asRecorded, recorded, serve } from "./recorded.test-support";
import { createSharedInside } from "./shared-inside";
import { handTiming } from "./timing.test-support";

export const DEV = { name: "dev", namespace: "argocd", project: "linq" };
export const SSE = { "content-type": "text/event-stream" };
const lost = asRecorded(recorded("01-read/resource-tree-after-cache-loss"));

const running: { close(): Promise<void> }[] = [];

/** Ends what `sharedArgoCd` began. */
export async function endAll(): Promise<void> {
  await Promise.all(running.splice(0).map((server) => server.close()));
}

/** An Argo CD whose tree has a pod of the given name, and whose streams the test holds open; and all that is shared of it. */
export async function sharedArgoCd() {
  const state = { pod: "first", isLost: false, staysLost: false, isDown: false };
  const held: { path: string; response: http.ServerResponse }[] = [];
  const server = await serve((asked, response) => {
    const { pathname: path } = asked.url;
    if (state.isDown) return response.writeHead(500).end();
    if (path.includes("/stream/") || path.endsWith("/logs")) return held.push({ path, response });
    if (asked.url.searchParams.has("refresh")) state.isLost = state.staysLost;
    else if (state.isLost) return lost(asked, response);
    const body = path.endsWith("/resource")
      ? { manifest: "{}" }
      : { nodes: [{ kind: "Pod", name: state.pod }], items: [] };
    return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  running.push(server);
  const timing = handTiming();
  const clock = { now: () => new Date(Date.UTC(2026, 10, 24) + timing.nowMs()) };
  const client = createInsideClient({ instance: "default", url: server.url, token: "t", clock });
  const inside = createSharedInside(client, { clock, timing });
  const count = (ending: string) => server.asked.filter(({ url }) => url.pathname.endsWith(ending)).length;
  const streams = (part: string) => held.filter(({ path }) => path.includes(part)).map(({ response }) => response);
  return { inside, state, timing, asked: server.asked, count, streams };
}
