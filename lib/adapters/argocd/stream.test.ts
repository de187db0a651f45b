import type http from "node:http";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { OutsideError } from "@/lib/adapters/outbound/http-call";
import type { OutsideFailure, StreamEvent } from "@/lib/ports";
import { createArgoCd } from "./client";
import { type Answer, asRecorded, bodyOf, recorded, recordingsLike, serve } from "./recorded.test-support";

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

const SSE = { "content-type": "text/event-stream" };

async function against(answer: Answer, patience = {}) {
  const server = await serve(answer);
  running.push(server);
  const argocd = createArgoCd({ instance: "default", url: `${server.url}/argocd`, token: "tok-1", patience });
  return { argocd, asked: server.asked };
}

/** Follows a stream to its end; `end` is null when it ended because we wanted it to. */
async function follow(answer: Answer, patience = {}, stop = new AbortController(), onBytes = () => {}) {
  const { argocd, asked } = await against(answer, patience);
  const events: StreamEvent[] = [];
  let end: OutsideFailure | null = null;
  try {
    for await (const event of argocd.stream({ signal: stop.signal, onBytes })) events.push(event);
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    end = error.failure;
  }
  return { events, end, asked };
}

const said = (events: StreamEvent[]) =>
  events.map((event) =>
    event.type === "UNREADABLE"
      ? event.detail
      : [event.type, event.application.name, event.application.sync, event.application.health].join(" "),
  );

function send(response: http.ServerResponse, ...frames: string[]) {
  response.writeHead(200, SSE);
  for (const frame of frames) response.write(frame);
  response.end();
}

const frame = (value: unknown) => `data: ${JSON.stringify(value)} \n\n\n`;
const web = (type: string) => frame({ result: { type, application: { metadata: { name: "web" } } } });

describe("a recorded stream", () => {
  const streams = recordingsLike(/(?<!tree)-stream$|stream-4-seconds|03-streams\/(all|fields|refresh)/);

  it.each(streams)("%s is read to its end, every event of it", async (name) => {
    const from = recorded(name);
    const sent = bodyOf(from)
      .split("\n")
      .filter((line) => line.startsWith("data:")).length;
    const { events, end } = await follow(asRecorded(from));
    expect(events.filter((event) => event.type === "UNREADABLE")).toEqual([]);
    expect(events).toHaveLength(sent);
    expect(sent).toBeGreaterThan(0);
    expect(end).toMatchObject({ kind: "unreachable", detail: "The event stream ended." });
  });

  it("tells the same wherever the network cuts it", async () => {
    const bytes = Buffer.from(bodyOf(recorded("03-streams/all-25-seconds")));
    const whole = said((await follow((_asked, response) => send(response, bytes.toString()))).events);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 3_000 }), { maxLength: 30 }), async (sizes) => {
        const { events } = await follow((_asked, response) => {
          response.writeHead(200, SSE);
          let at = 0;
          for (const size of sizes) {
            response.write(bytes.subarray(at, at + size));
            at += size;
          }
          response.end(bytes.subarray(at));
        });
        expect(said(events)).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  it("asks for event streams exactly, with the token, below the address's own path, without resourceVersion", async () => {
    const { asked } = await follow(asRecorded(recorded("03-streams/all-25-seconds")));
    const [one] = asked;
    expect(one?.url.pathname).toBe("/argocd/api/v1/stream/applications");
    expect(one?.headers).toMatchObject({ accept: "text/event-stream", authorization: "Bearer tok-1" });
    expect([...(one?.url.searchParams.keys() ?? [])]).toEqual(["fields"]);
    expect(one?.url.searchParams.get("fields")).not.toContain("resourceVersion");
  });
});

describe("an event stream", () => {
  it("waits for its headers without an end, and is no failure when it is stopped then", async () => {
    const stop = new AbortController();
    const patience = { connectMs: 40, silenceMs: 40, callMs: 40 };
    const following = follow(asRecorded(recorded("03-streams/missing-app")), patience, stop);
    const early = await Promise.race([following, new Promise((resolve) => setTimeout(() => resolve("waiting"), 300))]);
    expect(early).toBe("waiting");
    stop.abort();
    expect(await following).toMatchObject({ events: [], end: null });
  });

  it("fails when it falls silent after its headers; heartbeats keep it", async () => {
    let bytes = 0;
    const { events, end } = await follow(
      (_asked, response) => {
        response.writeHead(200, SSE);
        response.write(web("ADDED"));
        let beats = 0;
        const beating = setInterval(() => (++beats > 8 ? clearInterval(beating) : response.write(":\n")), 100);
      },
      { silenceMs: 500 },
      new AbortController(),
      () => bytes++,
    );
    expect(events).toHaveLength(1);
    expect(bytes).toBeGreaterThanOrEqual(8);
    expect(end).toMatchObject({ kind: "unreachable", detail: "The event stream fell silent." });
  });

  it("fails when a refusal's body never ends", async () => {
    const { end } = await follow((_asked, response) => void response.writeHead(401, SSE).write("data:"), {
      silenceMs: 50,
    });
    expect(end).toMatchObject({ kind: "unreachable" });
  });

  it("is over at a frame whose error the projection took away", async () => {
    const { events, end } = await follow((_asked, response) =>
      send(response, web("ADDED"), "data: {} \n\n\n", web("ADDED")),
    );
    expect(events).toHaveLength(1);
    expect(end).toMatchObject({ kind: "unreachable", detail: "The event stream reported an error." });
  });

  it("is over at an error frame, and says what it says", async () => {
    const error = { grpc_code: 16, http_code: 401, message: "invalid session: token is expired", http_status: "" };
    const { end } = await follow((_asked, response) => send(response, web("ADDED"), frame({ error })));
    expect(end).toMatchObject({ kind: "refused-us", status: 401, detail: "invalid session: token is expired" });
  });

  it("goes on after an event that cannot be read, and says what of it", async () => {
    const { events } = await follow((_asked, response) =>
      send(
        response,
        "data: {cut\n\n",
        frame({ result: { type: "ADDED", application: { metadata: { name: 7 } } } }),
        frame({ result: { type: "ADDED" } }),
        web("BOOKMARK"),
        web("MODIFIED"),
      ),
    );
    expect(said(events)).toEqual([
      "an event was not JSON",
      "metadata.name",
      "an application",
      "an event of an unknown type",
      "MODIFIED web Unknown Unknown",
    ]);
  });

  it.each([
    ["03-streams/no-token", "refused-us", "no session information"],
    ["00-auth/unknown-path-json", "misconfigured", "path"],
    ["00-auth/unknown-path-html", "misconfigured", "path"],
    ["03-streams/ndjson", "misconfigured", "something else"],
  ])("%s is %s", async (name, kind, words) => {
    const { events, end } = await follow(asRecorded(recorded(name)));
    expect(events).toEqual([]);
    expect(end).toMatchObject({ kind });
    expect(end?.detail).toContain(words);
  });

  it.each([
    [307, "misconfigured"],
    [429, "rate-limited"],
    [502, "unreachable"],
    [403, "refused-this"],
  ])("that is answered with %i is %s", async (status, kind) => {
    const { end } = await follow((_asked, response) => response.writeHead(status).end("<html>"));
    expect(end).toMatchObject({ kind, status });
  });

  it("that breaks off is unreachable; one that nobody serves too", async () => {
    const cut = await follow((_asked, response) => {
      response.writeHead(200, SSE);
      response.write(web("ADDED"), () => response.socket?.resetAndDestroy());
    });
    expect(cut.end).toMatchObject({ kind: "unreachable" });
    const { argocd } = await against(() => undefined);
    await Promise.all(running.splice(0).map((server) => server.close()));
    const read = async () => {
      for await (const event of argocd.stream({ signal: new AbortController().signal, onBytes() {} })) return event;
      return null;
    };
    await expect(read()).rejects.toMatchObject({ failure: { kind: "unreachable" } });
  });

  it("stops in the middle without a failure when it is told to", async () => {
    const stop = new AbortController();
    const { end, events } = await follow(
      (_asked, response) => {
        response.writeHead(200, SSE);
        response.write(web("ADDED"));
      },
      {},
      stop,
      () => queueMicrotask(() => stop.abort()),
    );
    expect(end).toBeNull();
    expect(events).toHaveLength(1);
  });
});
