import http from "node:http";
import { ask } from "./session";

const CONNECT_MS = 30_000;

export type Viewers = {
  /** Changes each viewer has been sent, fewest first: all the same when nobody missed one. */
  received(): number[];
  close(): void;
};

/** People with the overview open, without a browser of their own: each holds its event stream and reads all of it. */
export async function openViewers(web: string, cookie: string, count: number): Promise<Viewers> {
  const agent = new http.Agent({ maxSockets: Number.POSITIVE_INFINITY });
  const { eventId } = JSON.parse((await ask(`${web}/api/overview`, { headers: { cookie } })).body.toString()) as {
    eventId: string;
  };
  const viewers = await Promise.all(
    Array.from({ length: count }, () => openViewer(`${web}/api/events?after=${eventId}`, cookie, agent)),
  );
  return {
    received: () => viewers.map((viewer) => viewer.received()).sort((a, b) => a - b),
    close() {
      for (const viewer of viewers) viewer.close();
      agent.destroy();
    },
  };
}

type Viewer = { received(): number; close(): void };

function openViewer(url: string, cookie: string, agent: http.Agent): Promise<Viewer> {
  return new Promise((resolve, reject) => {
    let changes = 0;
    const request = http.get(url, { headers: { cookie, accept: "text/event-stream" }, agent }, (response) => {
      if (response.statusCode !== 200) {
        reject(new Error(`The event stream answered ${response.statusCode}.`));
        return;
      }
      clearTimeout(timer);
      response.setEncoding("utf8");
      response.on("data", (text: string) => {
        changes += text.split("\nevent: change\n").length - 1;
      });
      response.on("error", () => undefined);
      resolve({ received: () => changes, close: () => request.destroy() });
    });
    const timer = setTimeout(() => request.destroy(new Error("A viewer could not connect in time.")), CONNECT_MS);
    request.on("error", reject);
  });
}
