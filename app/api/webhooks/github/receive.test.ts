import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Received, startReceiver, startTestHost } from "@/simulator/git-host/git-host.test-support";
import { type Receiving, receiveWebhook } from "./receive";

const SECRET = "agreed on";
let pushed: Received;

/** A delivery as the Git host really sends it. */
beforeAll(async () => {
  const receiver = await startReceiver();
  const host = await startTestHost({ webhooks: [{ url: receiver.url, secret: SECRET }] });
  try {
    const copy = await host.clone();
    await copy.commit("Ship ü", { "a.txt": "1" });
    await copy.git("push", "--quiet");
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1), { timeout: 10_000 });
    const [first] = receiver.received;
    if (first) pushed = first;
  } finally {
    await host.stop();
    await receiver.close();
  }
});
afterAll(() => vi.restoreAllMocks());

const wake = vi.fn(async () => undefined);
const warn = vi.fn();
const refused = vi.fn(async () => undefined);
beforeEach(() => {
  wake.mockReset();
  warn.mockReset();
  refused.mockReset();
});

const deps = (change: Partial<Receiving> = {}): Receiving => ({
  secret: SECRET,
  repository: "linq/gitops",
  branch: "main",
  wake,
  warn,
  refused,
  ...change,
});
const signed = (body: string | Uint8Array, secret = SECRET) =>
  `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;

type Sent = { body?: string | Uint8Array<ArrayBuffer>; headers?: Record<string, string | null> };

/** What arrives: the delivery with some of it changed; a header of null is left out. */
function call({ body = pushed.body, headers = {} }: Sent = {}): Request {
  const own = {
    "content-type": "application/json",
    "x-github-event": "push",
    "x-github-delivery": "g-1",
    "x-hub-signature-256": signed(body),
  };
  const all = Object.entries({ ...own, ...headers }).filter((entry): entry is [string, string] => entry[1] !== null);
  return new Request("http://slipway.example/api/webhooks/github", { method: "POST", headers: all, body });
}

const change = (edit: (event: Record<string, unknown>) => void) => {
  const event = JSON.parse(pushed.body);
  edit(event);
  return JSON.stringify(event);
};

describe("a push to our branch", () => {
  it("as the Git host sends it wakes the watch with the new commit", async () => {
    const request = call({ headers: { "x-hub-signature-256": String(pushed.headers["x-hub-signature-256"]) } });
    const answer = await receiveWebhook(request, deps());
    expect([answer.status, await answer.json()]).toEqual([202, { accepted: true }]);
    const after = JSON.parse(pushed.body).after;
    expect(wake).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ ref: "refs/heads/main", repository: "linq/gitops", after, commits: [after] }),
      "g-1",
    );
    expect(wake.mock.calls).toMatchObject([[{ pusher: { login: JSON.parse(pushed.body).sender.login } }, "g-1"]]);
  });

  it("sent again is as harmless as the first time", async () => {
    for (let n = 0; n < 3; n++) expect((await receiveWebhook(call(), deps())).status).toBe(202);
    expect(new Set(wake.mock.calls.map((args) => JSON.stringify(args))).size).toBe(1);
  });

  it("is answered with 503 when nobody can be told, so that the Git host shows it as failed", async () => {
    wake.mockRejectedValue(new Error("no database"));
    expect((await receiveWebhook(call(), deps())).status).toBe(503);
  });
});

describe("wakes nobody", () => {
  it.each([
    [
      "a push to another branch",
      () => call({ body: change((e) => Object.assign(e, { ref: "refs/heads/other" })) }),
      202,
    ],
    [
      "a push to another repository",
      () => call({ body: change((e) => Object.assign(e, { repository: { full_name: "evil/gitops" } })) }),
      202,
    ],
    ["another event", () => call({ headers: { "x-github-event": "issues" } }), 202],
    ["a ping", () => call({ body: '{"zen":"x"}', headers: { "x-github-event": "ping" } }), 200],
    ["no signature", () => call({ headers: { "x-hub-signature-256": null } }), 401],
    ["an empty signature", () => call({ headers: { "x-hub-signature-256": "" } }), 401],
    [
      "a signature with another secret",
      () => call({ headers: { "x-hub-signature-256": signed(pushed.body, "other") } }),
      401,
    ],
    ["a signature of another length", () => call({ headers: { "x-hub-signature-256": "sha256=00" } }), 401],
    [
      "a signature in capitals",
      () => call({ headers: { "x-hub-signature-256": signed(pushed.body).toUpperCase() } }),
      401,
    ],
    [
      "a SHA-1 signature alone",
      () => call({ headers: { "x-hub-signature-256": null, "x-hub-signature": "sha1=00" } }),
      401,
    ],
    [
      "another body under a good signature",
      () => call({ body: `${pushed.body} `, headers: { "x-hub-signature-256": signed(pushed.body) } }),
      401,
    ],
    ["no JSON", () => call({ body: "payload" }), 400],
    ["a push without its commit", () => call({ body: change((e) => delete e.after) }), 400],
    ["a commit that is none", () => call({ body: change((e) => Object.assign(e, { after: "x".repeat(9_000) })) }), 400],
    [
      "a form",
      () =>
        call({
          body: `payload=${encodeURIComponent(pushed.body)}`,
          headers: { "content-type": "application/x-www-form-urlencoded" },
        }),
      400,
    ],
    ["nothing", () => call({ body: "" }), 400],
  ])("%s", async (_name, request, status) => {
    const answer = await receiveWebhook(request(), deps());
    expect(answer.status).toBe(status);
    expect(wake).not.toHaveBeenCalled();
  });

  it("a body that says it is too large, and one that is without saying so", async () => {
    expect((await receiveWebhook(call({ headers: { "content-length": "25000001" } }), deps())).status).toBe(413);
    const sent = { count: 0 };
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent.count += 1;
        controller.enqueue(new Uint8Array(1_000_000));
      },
    });
    const request = new Request("http://slipway.example/", {
      method: "POST",
      body: endless,
      duplex: "half",
    } as RequestInit);
    expect((await receiveWebhook(request, deps())).status).toBe(413);
    expect(sent.count).toBeLessThan(40);
  });

  it("anything at all while no secret is agreed on", async () => {
    const answer = await receiveWebhook(call(), deps({ secret: null }));
    expect(await answer.json()).toMatchObject({
      error: "not-found",
      message: expect.stringContaining("GITHUB_WEBHOOK_SECRET"),
    });
  });
});

it("takes bytes as they were signed, also those that are no text", async () => {
  const bytes = Buffer.concat([
    Buffer.from([0xef, 0xbb, 0xbf]),
    Buffer.from('{"zen":"'),
    Buffer.from([0xff, 0xfe]),
    Buffer.from('"}'),
  ]);
  const answer = await receiveWebhook(
    call({ body: new Uint8Array(bytes), headers: { "x-github-event": "ping" } }),
    deps(),
  );
  expect(answer.status).toBe(200);
});

it("tells the log which delivery was refused, and never the signature or the secret", async () => {
  await receiveWebhook(
    call({ headers: { "x-hub-signature-256": "sha256=guess", "x-github-delivery": "g-7" } }),
    deps(),
  );
  expect(warn).toHaveBeenCalledExactlyOnceWith("webhook refused", { delivery: "g-7" });
});
