import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  base64,
  READ_TOKEN,
  type Receiver,
  startReceiver,
  startTestHost,
  type TestHost,
  textAt,
} from "./git-host.test-support";

const SECRET = "agreed on";
const ZERO = "0".repeat(40);

let host: TestHost;
let receiver: Receiver;

beforeEach(async () => {
  receiver = await startReceiver();
  host = await startTestHost({ webhooks: [{ url: receiver.url, secret: SECRET }], retryAfterMs: [20, 20] });
});

afterEach(async () => {
  await host.stop();
  await receiver.close();
});

const events = (): unknown[] => receiver.received.map(({ body }) => JSON.parse(body));
const arrived = (count: number) => vi.waitFor(() => expect(receiver.received).toHaveLength(count), { timeout: 10_000 });
const deliveries = async (query = "") =>
  Object.values(Object((await host.api("GET", `./hooks/1/deliveries${query}`)).body));
const kept = (count: number) =>
  vi.waitFor(async () => expect(await deliveries()).toHaveLength(count), { timeout: 10_000 });
const put = (path: string, text: string) =>
  host.api("PUT", `./contents/${path}`, { body: { message: "m", content: base64(text) } });

describe("a push", () => {
  it("is told with event, a GUID and a signature over exactly these bytes", async () => {
    const copy = await host.clone();
    const before = await host.head();
    const after = await copy.commit("Ship ü", {
      "environments/new.yaml": "a: 1\n",
      "environments/pipeline.yaml": "order: []\n",
    });
    await copy.git("rm", "--quiet", "helm-charts/linq-platform/Chart.yaml");
    const tip = await copy.commit("Remove a chart", {});
    await copy.git("push", "--quiet");
    await arrived(1);
    const [{ headers, body } = { headers: {}, body: "" }] = receiver.received;
    expect(headers).toMatchObject({
      "x-github-event": "push",
      "x-github-delivery": expect.stringMatching(/^[0-9a-f-]{36}$/),
      "content-type": "application/json",
      "x-hub-signature-256": `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`,
    });
    expect(JSON.parse(body)).toMatchObject({
      ref: "refs/heads/main",
      before,
      after: tip,
      created: false,
      deleted: false,
      forced: false,
      repository: { full_name: "linq/gitops", clone_url: host.cloneUrl, default_branch: "main" },
      commits: [
        {
          id: after,
          message: "Ship ü",
          added: ["environments/new.yaml"],
          modified: ["environments/pipeline.yaml"],
          removed: [],
          tree_id: await host.head(`${after}^{tree}`),
        },
        { id: tip, removed: ["helm-charts/linq-platform/Chart.yaml"] },
      ],
      head_commit: { id: tip },
      pusher: { name: "dana" },
    });
  });

  it("by force, to a new branch, of a tag and a deletion are told as such", async () => {
    const copy = await host.clone();
    const base = await host.head();
    const one = await copy.commit("one", { "a.txt": "1" });
    await copy.git("push", "--quiet", "origin", "HEAD:refs/heads/work");
    await arrived(1);
    await copy.git("reset", "--quiet", "--hard", base);
    const two = await copy.commit("two", { "a.txt": "2" });
    await copy.git("push", "--quiet", "--force", "origin", "HEAD:refs/heads/work");
    await arrived(2);
    await copy.git("push", "--quiet", "origin", "HEAD:refs/tags/v1");
    await arrived(3);
    await copy.git("push", "--quiet", "origin", "--delete", "work");
    await arrived(4);
    expect(events()).toMatchObject([
      { ref: "refs/heads/work", before: ZERO, after: one, created: true, forced: false, commits: [{ id: one }] },
      { ref: "refs/heads/work", before: one, after: two, created: false, forced: true, commits: [{ id: two }] },
      { ref: "refs/tags/v1", before: ZERO, after: two, created: true, commits: [], head_commit: { id: two } },
      { ref: "refs/heads/work", before: two, after: ZERO, deleted: true, commits: [], head_commit: null },
    ]);
  });

  it("of many refs is one event each, and several pushes at once are each told once, by who pushed", async () => {
    const copies = await Promise.all([1, 2, 3].map(() => host.clone()));
    const shas = await Promise.all(copies.map((copy, n) => copy.commit(`by ${n}`, { [`${n}.txt`]: "1" })));
    await Promise.all(
      copies.map((copy, n) => copy.git("push", "--quiet", "origin", `HEAD:refs/heads/a${n}`, `HEAD:refs/heads/b${n}`)),
    );
    await arrived(6);
    await kept(6);
    const told = events().map((event) => `${textAt(event, "ref")} ${textAt(event, "after")}`);
    expect(told.sort()).toEqual(
      ["a", "b"].flatMap((kind) => shas.map((sha, n) => `refs/heads/${kind}${n} ${sha}`)).sort(),
    );
  });

  it("that is refused is not told; a write through the API is", async () => {
    const [mine, theirs] = [await host.clone(), await host.clone()];
    await theirs.commit("theirs", { "a.txt": "1" });
    await theirs.git("push", "--quiet");
    await mine.commit("mine", { "a.txt": "2" });
    await expect(mine.git("push", "--quiet")).rejects.toThrow();
    const made = await put("b.txt", "1");
    await arrived(2);
    expect(events().map((event) => textAt(event, "after"))).toContain(textAt(made.body, "commit", "sha"));
    expect(events()).toContainEqual(expect.objectContaining({ pusher: { name: "ada", email: "ada@linq.example" } }));
  });
});

describe("deliveries", () => {
  it("are kept with how they went, one by one and with what was sent", async () => {
    await put("a.txt", "1");
    await kept(1);
    const [item] = await deliveries();
    expect(item).toMatchObject({ event: "push", status: "OK", status_code: 200, redelivery: false });
    const { body } = await host.api("GET", `./hooks/1/deliveries/${Reflect.get(Object(item), "id")}`);
    expect(body).toMatchObject({
      request: { headers: { "X-GitHub-Event": "push" }, payload: { ref: "refs/heads/main" } },
      response: { payload: "heard" },
    });
  });

  it("go out again on demand: the same GUID and body, marked as such", async () => {
    await put("a.txt", "1");
    await kept(1);
    const [item] = await deliveries();
    const asked = await host.api("POST", `./hooks/1/deliveries/${Reflect.get(Object(item), "id")}/attempts`);
    expect(asked.status).toBe(202);
    await arrived(2);
    const [first, second] = receiver.received;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers["x-github-delivery"]).toBe(first?.headers["x-github-delivery"]);
    await kept(2);
    expect(await deliveries()).toMatchObject([{ redelivery: true }, { redelivery: false }]);
  });

  it("are tried again while the receiver is away or unwell, with the same GUID", async () => {
    receiver.answer = 503;
    await put("a.txt", "1");
    await arrived(3);
    expect(new Set(receiver.received.map(({ headers }) => headers["x-github-delivery"])).size).toBe(1);
    await vi.waitFor(async () =>
      expect(await deliveries()).toMatchObject([{ status_code: 503, status: "Invalid HTTP Response: 503" }]),
    );
  });

  it("reach a receiver that was away, and are marked failed until then", async () => {
    const { port, url } = receiver;
    await receiver.close();
    const patient = await startTestHost({ webhooks: [{ url, secret: SECRET }], retryAfterMs: Array(200).fill(50) });
    const states = async () => (await patient.api("GET", "./hooks/1/deliveries")).body;
    try {
      await patient.api("PUT", "./contents/a.txt", { body: { message: "m", content: base64("1") } });
      await vi.waitFor(async () =>
        expect(await states()).toMatchObject([{ status_code: 0, status: "failed to connect to host" }]),
      );
      receiver = await startReceiver(port);
      await arrived(1);
      await vi.waitFor(async () => expect(await states()).toMatchObject([{ status_code: 200, status: "OK" }]));
    } finally {
      await patient.stop();
    }
  });

  it("are paged by a cursor, which Octokit follows", async () => {
    const hook = { owner: "linq", repo: "gitops", hook_id: 1 };
    for (let n = 0; n < 5; n++) await put(`${n}.txt`, "1");
    await kept(5);
    const octokit = host.octokit();
    const all = await octokit.paginate(octokit.rest.repos.listWebhookDeliveries, { ...hook, per_page: 2 });
    expect(new Set(all.map(({ id }) => id)).size).toBe(5);
    expect(await deliveries("?per_page=2&cursor=v1_3")).toMatchObject([{ id: 2 }, { id: 1 }]);
  });
});

describe("the hook itself", () => {
  it("never shows its secret, and is for administrators only", async () => {
    const { text, body } = await host.api("GET", "./hooks/1");
    expect(body).toMatchObject({ active: true, events: ["push"], config: { url: receiver.url } });
    expect(text).not.toContain(SECRET);
    expect((await host.api("GET", "./hooks/1", { token: READ_TOKEN })).status).toBe(403);
    expect((await host.api("GET", "./hooks/2")).status).toBe(404);
  });

  it("answers a ping", async () => {
    expect((await host.api("POST", "./hooks/1/pings")).status).toBe(204);
    await arrived(1);
    expect(receiver.received[0]?.headers["x-github-event"]).toBe("ping");
    expect(events()).toMatchObject([{ hook_id: 1, zen: expect.any(String) }]);
  });
});
