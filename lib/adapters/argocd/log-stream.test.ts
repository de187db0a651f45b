import type http from "node:http";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { OutsideError } from "@/lib/adapters/outbound/http-call";
import type { LogLine, LogQuestion } from "@/lib/domain/observed-inside";
import type { OutsideFailure } from "@/lib/ports";
import { createInsideClient } from "./inside-client";
import { type Answer, asRecorded, bodyOf, recorded, recordingsLike, serve } from "./recorded.test-support";
import { MOST_LINE } from "./wire-inside";

const DEV = { name: "dev-env-1-linq-platform", namespace: "argocd", project: "linq" };
const NOW = new Date("2026-11-24T02:41:43Z");
const QUESTION: LogQuestion = {
  ...{ namespace: "dev-env-1", pod: "web-1", container: "web", tail: 100 },
  ...{ follow: false, previous: false, since: null },
};
const SSE = { "content-type": "text/event-stream" };

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

type How = { question?: Partial<LogQuestion>; patience?: object; stop?: AbortController; onLine?: () => void };

/** Reads a log to its end; `end` is null when that was a good one. */
async function read(answer: Answer, { question, patience = {}, stop = new AbortController(), onLine }: How = {}) {
  const server = await serve(answer);
  running.push(server);
  const clock = { now: () => NOW };
  const inside = createInsideClient({ instance: "default", url: server.url, token: "tok-1", clock, patience });
  const lines: LogLine[] = [];
  let end: OutsideFailure | null = null;
  try {
    for await (const line of inside.logs(DEV, { ...QUESTION, ...question }, stop.signal)) {
      lines.push(line);
      onLine?.();
    }
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    end = error.failure;
  }
  return { lines, end, asked: server.asked };
}

type Entry = { content?: unknown; timeStamp?: unknown; timeStampStr?: unknown; podName?: unknown; last?: unknown };
const frame = (result: Entry) => `data: ${JSON.stringify({ result })} \n\n\n`;
const said = (content: string, timeStampStr = "2026-11-24T02:41:40.5Z") =>
  frame({ content, timeStampStr, podName: "web-1", last: false });
const LAST = frame({ content: "", timeStampStr: "2026-11-24T02:41:43Z", podName: "", last: true });

function send(...frames: string[]): Answer {
  return (_asked, response) => {
    response.writeHead(200, SSE);
    for (const one of frames) response.write(one);
    response.end();
  };
}

describe("a recorded log", () => {
  const logs = recordingsLike(/^02-logs\/|logs(-previous)?$/).filter((name) => {
    const { response } = recorded(name);
    return response.status === 200 && response.headers["content-type"] === "text/event-stream" && !/follow/.test(name);
  });

  it.each(logs)("%s is read to its end", async (name) => {
    const sent = bodyOf(recorded(name)).split('"last":false').length - 1;
    const { lines, end } = await read(asRecorded(recorded(name)));
    expect(lines).toHaveLength(sent);
    expect(end).toBeNull();
  });

  it("of a pod that does not exist has no lines", async () => {
    expect(await read(asRecorded(recorded("02-logs/no-such-pod")))).toMatchObject({ lines: [], end: null });
  });

  it.each(["02-logs/unknown-container", "02-logs/previous-refused-by-kubelet"])(
    "%s: the cluster's refusal is told from the program's words",
    async (name) => {
      const { lines } = await read(asRecorded(recorded(name)));
      expect(lines).toEqual([{ at: null, pod: "web-1", text: expect.any(String), refusal: true, skipped: 0 }]);
    },
  );

  it("gives each line its moment, to the millisecond, and its pod", async () => {
    const { lines } = await read(asRecorded(recorded("02-logs/pod-tail-3")));
    expect(lines[0]).toEqual({
      at: new Date("2026-11-24T02:41:39.066Z"),
      pod: "linq-orchestrator-7ccd677bf7-dlfvd",
      text: "INFO request id=1037 service=linq-orchestrator path=/health status=200",
      ...{ refusal: false, skipped: 0 },
    });
  });

  it.each([
    ["02-logs/no-token", "refused-us", "no session information"],
    ["02-logs/missing-app", "not-found", "not found"],
    ["02-logs/since-time", "failed", "not supported"],
  ])("%s is %s", async (name, kind, words) => {
    const { end } = await read(asRecorded(recorded(name)));
    expect(end).toMatchObject({ kind, detail: expect.stringContaining(words) });
  });

  it("says the same wherever the network cuts it", async () => {
    const bytes = Buffer.from(
      [said("grün 🚀"), ":\n", said("\u001b[31mred\u001b[0m"), frame({ content: "no", timeStamp: null }), LAST].join(
        "",
      ),
    );
    const whole = await read((_asked, response) => response.writeHead(200, SSE).end(bytes));
    expect(whole.lines.map(({ text }) => text)).toEqual(["grün 🚀", "red", "no"]);
    for (let at = 1; at < bytes.length; at++) {
      const { lines, end } = await read((_asked, response) => {
        response.writeHead(200, SSE);
        response.write(bytes.subarray(0, at), () => response.end(bytes.subarray(at)));
      });
      expect({ at, lines, end }).toEqual({ at, lines: whole.lines, end: null });
    }
  });
});

describe("what is asked for", () => {
  async function asked(question: Partial<LogQuestion>) {
    const { asked: all } = await read(send(LAST), { question });
    expect(all[0]?.url.pathname).toBe(`/api/v1/applications/${DEV.name}/logs`);
    expect(all[0]?.headers).toMatchObject({ accept: "text/event-stream", authorization: "Bearer tok-1" });
    return Object.fromEntries(all[0]?.url.searchParams ?? []);
  }
  const always = {
    project: "linq",
    appNamespace: "argocd",
    namespace: "dev-env-1",
    podName: "web-1",
    tailLines: "100",
  };

  it("is one pod and one container, with the project", async () => {
    expect(await asked({})).toEqual({ ...always, container: "web" });
    expect(await asked({ container: "", follow: true, previous: true })).toEqual({
      ...always,
      ...{ follow: "true", previous: "true" },
    });
  });

  it.each([0, -5, 0.5])("is never everything: a tail of %d is one line", async (tail) => {
    expect((await asked({ tail })).tailLines).toBe("1");
  });

  it("since a moment is asked for in seconds, with some more for clocks that differ", async () => {
    const query = await asked({ since: new Date(NOW.getTime() - 90_500) });
    expect(query).toMatchObject({ sinceSeconds: "151" });
    expect(query).not.toHaveProperty("sinceTime");
    expect(await asked({ since: new Date(NOW.getTime() + 90_000) })).toMatchObject({ sinceSeconds: "60" });
  });

  it("and no earlier line is given; one without a time is", async () => {
    const since = new Date("2026-11-24T02:41:40.000Z");
    const frames = ["39.999", "40.000", "41.000"].map((s) => said(s, `2026-11-24T02:41:${s}Z`));
    const { lines } = await read(send(...frames, frame({ content: "refused", timeStamp: null }), LAST), {
      question: { since },
    });
    expect(lines.map(({ text }) => text)).toEqual(["40.000", "41.000", "refused"]);
  });

  it("is nothing where no pod is named, for that would be all of them", async () => {
    const { end, asked: all } = await read(send(LAST), { question: { pod: "" } });
    expect(end).toMatchObject({ kind: "not-found" });
    expect(all).toEqual([]);
  });
});

describe("a line", () => {
  it("has no terminal codes, keeps all other text, and is bounded", async () => {
    const odd = '<b>\u202eevil\u0007 \t{"a":1} 🚀';
    const long = "x".repeat(MOST_LINE);
    const { lines } = await read(
      send(
        said("\u001b[2J\u001b[1;31mERROR\u001b[0m \u001b]0;title\u0007done"),
        said(odd),
        said(long),
        said(`${long}x`),
        LAST,
      ),
    );
    const [codes, markup, fits, cut] = lines.map(({ text }) => text);
    expect(codes).toBe("ERROR done");
    expect(markup).toContain('{"a":1} 🚀');
    expect(fits).toBe(long);
    expect(cut).toHaveLength(MOST_LINE);
    expect(cut?.endsWith("…")).toBe(true);
  });

  it("stands whatever any field of its frame is", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue(),
        fc.constantFrom("content", "timeStamp", "timeStampStr", "podName"),
        async (odd, key) => {
          const { lines, end } = await read(
            send(frame({ content: "a", podName: "web-1", last: false, [key]: odd }), LAST),
          );
          expect(end).toBeNull();
          expect(lines).toHaveLength(1);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("a log that does not end well", () => {
  it.each([
    [
      "an error frame",
      [said("a"), 'data: {"error":{"grpc_code":7,"http_code":403,"message":"permission denied"}} \n\n'],
      "refused-this",
    ],
    ["an empty frame", [said("a"), "data: {} \n\n"], "unreachable"],
    ["what is not JSON", [said("a"), "data: oops \n\n"], "unreachable"],
    ["an end without its last frame", [said("a")], "unreachable"],
  ])("%s", async (_what, frames, kind) => {
    const { lines, end } = await read(send(...frames));
    expect(lines.map(({ text }) => text)).toEqual(["a"]);
    expect(end).toMatchObject({ kind });
  });

  it.each([
    [200, "text/html", "<html>", "misconfigured"],
    [403, "text/html", "<html>", "refused-this"],
    [404, "text/html", "<html>", "misconfigured"],
    [500, "application/json", '{"message":"no","code":2}', "failed"],
    [500, "application/json", '{"mess', "failed"],
    [502, "text/html", "", "unreachable"],
  ])("%d %s %s is %s", async (status, contentType, body, kind) => {
    const { end } = await read((_asked, response) =>
      response.writeHead(status, { "content-type": contentType }).end(body),
    );
    expect(end).toMatchObject({ kind });
  });

  it("one that breaks off or is never answered is unreachable", async () => {
    const broken = await read((_asked, response) => {
      response.writeHead(200, SSE);
      response.write(said("a"), () => response.destroy());
    });
    expect(broken.end).toMatchObject({ kind: "unreachable" });
    const silent = await read(() => undefined, { patience: { callMs: 50 } });
    expect(silent.end).toMatchObject({ kind: "unreachable", detail: /in time/ });
    const fell = await read((_asked, response) => void response.writeHead(200, SSE).write(said("a")), {
      patience: { silenceMs: 50 },
    });
    expect(fell.end).toMatchObject({ kind: "unreachable", detail: /silent/ });
  });

  it("an event without end is refused before it fills the memory", async () => {
    const { end } = await read((_asked, response) => {
      response.writeHead(200, SSE);
      const more = () => !response.destroyed && response.write("x".repeat(1_000_000), () => setImmediate(more));
      response.write("data: ", more);
    });
    expect(end).toMatchObject({ kind: "failed", detail: /without end/ });
  });
});

describe("a log that is followed", () => {
  it("waits for its first line without an end, and closes its connection when nobody wants it any more", async () => {
    const stop = new AbortController();
    let held: http.ServerResponse | undefined;
    const answer: Answer = (_asked, response) => {
      held = response;
    };
    const patience = { callMs: 30, connectMs: 30 };
    const reading = read(answer, { question: { follow: true }, patience, stop, onLine: () => stop.abort() });
    const early = await Promise.race([reading, new Promise((resolve) => setTimeout(() => resolve("waiting"), 200))]);
    expect(early).toBe("waiting");
    held?.writeHead(200, SSE).write(said("a"));
    expect(await reading).toMatchObject({ lines: [{ text: "a" }], end: null });
    await expect.poll(() => held?.closed).toBe(true);
  });

  it("may be read slowly: a reader that takes its time is not taken for a silent server", async () => {
    const server = await serve((_asked, response) => {
      response.writeHead(200, SSE).write(said("a"));
      setTimeout(() => response.end(said("b") + LAST), 100);
    });
    running.push(server);
    const clock = { now: () => NOW };
    const settings = { instance: "default", url: server.url, token: "t", clock, patience: { silenceMs: 300 } };
    const texts: string[] = [];
    const signal = new AbortController().signal;
    for await (const { text } of createInsideClient(settings).logs(DEV, { ...QUESTION, follow: true }, signal)) {
      texts.push(text);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    expect(texts).toEqual(["a", "b"]);
  });
});
