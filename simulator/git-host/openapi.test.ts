import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { appJwt } from "./app-jwt.test-support";
import {
  base64,
  FILES,
  READ_TOKEN,
  type Receiver,
  startReceiver,
  startTestHost,
  type TestHost,
  TOKEN,
  textAt,
} from "./git-host.test-support";
import { eventFaults, faultsOf, statusesOf } from "./openapi.test-support";
import { ROUTES } from "./routes";
import { leave, OAUTH, signInToken } from "./sign-in.test-support";
import { DEMO_USERS } from "./world";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const APP = { id: 7, slug: "slipway", installationId: 42, login: "slipway[bot]" };
const TOKENS = [
  { token: TOKEN, login: "ada" },
  { token: READ_TOKEN, login: "vera", may: "read" as const },
  { token: "token-of-olga", login: "olga" },
];
const FAKE = "f".repeat(40);

let host: TestHost;
let empty: TestHost;
let receiver: Receiver;
/** What the cases put into paths and bodies. */
const made: Record<string, string> = {};

beforeAll(async () => {
  receiver = await startReceiver();
  const app = { ...APP, publicKey: publicKey.export({ type: "spki", format: "pem" }).toString() };
  const webhooks = [{ url: receiver.url, secret: "agreed" }];
  const users = [...DEMO_USERS, { login: "olga", name: "Olga", email: "olga@else.example", id: 2_000 }];
  host = await startTestHost({ app, webhooks, users, oauth: OAUTH, tokens: TOKENS });
  await leave(host, "olga");
  Object.assign(made, { outside: "token-of-olga", narrow: await signInToken(host, "sam", "read:user") });
  empty = await startTestHost({ files: {} });
  const copy = await host.clone();
  made.commit = await copy.commit("Add an executable, a link and names that need care", {
    "docs/ü and spaces #1.md": "# ü\n",
    "big.txt": "x".repeat(1_100_000),
    "binary.bin": Buffer.from([0, 1, 2, 255]),
  });
  await copy.git("tag", "-a", "v1", "-m", "first");
  await copy.git("push", "--quiet", "origin", "main", "v1", "HEAD:refs/heads/feature/a");
  made.tree = (await copy.git("rev-parse", "HEAD^{tree}")).trim();
  made.blob = (await copy.git("rev-parse", "HEAD:environments/pipeline.yaml")).trim();
  made.tag = (await copy.git("rev-parse", "v1")).trim();
  await vi.waitFor(async () => {
    const { body } = await host.api("GET", "./hooks/1/deliveries");
    made.delivery = String(Reflect.get(Object(Reflect.get(Object(body), 0)), "id"));
    expect(made.delivery).toMatch(/^\d+$/);
  });
});

afterAll(async () => {
  await host.stop();
  await empty.stop();
  await receiver.close();
});

type Case = {
  status: number;
  path: string;
  body?: Record<string, unknown>;
  token?: string | null;
  as?: "app";
  in?: "empty";
  accept?: string;
};

const R = "/repos/{owner}/{repo}";
const NEW = { message: "m", content: base64("a: 1\n") };
const see = (status: number, path: string, more: Partial<Case> = {}): Case => ({ status, path, ...more });
const send = (status: number, path: string, body: Record<string, unknown>, more: Partial<Case> = {}): Case => ({
  status,
  path,
  body,
  ...more,
});

/** At least one success and one refusal a route; `{name}` stands for what was made above. */
const CASES: Record<string, Case[]> = {
  "GET /rate_limit": [see(200, "/rate_limit"), see(200, "/rate_limit", { token: null })],
  "GET /user": [see(200, "/user"), see(401, "/user", { token: null }), see(401, "/user", { token: "wrong" })],
  "GET /user/orgs": [see(200, "/user/orgs"), see(401, "/user/orgs", { token: null })],
  "GET /user/teams": [see(200, "/user/teams"), see(403, "/user/teams", { token: "{narrow}" })],
  "GET /user/emails": [see(200, "/user/emails"), see(401, "/user/emails", { token: "wrong" })],
  "GET /orgs/{org}/members": [see(200, "/orgs/linq/members?per_page=3"), see(200, "/orgs/LINQ/members")],
  "GET /orgs/{org}/teams": [see(200, "/orgs/linq/teams"), see(403, "/orgs/linq/teams", { token: "{outside}" })],
  "GET /orgs/{org}/teams/{team_slug}/members": [see(200, "/orgs/linq/teams/sre/members")],
  "GET /orgs/{org}/memberships/{username}": [
    see(200, "/orgs/linq/memberships/sam"),
    see(403, "/orgs/linq/memberships/sam", { token: "{outside}" }),
    see(404, "/orgs/linq/memberships/nobody"),
    see(404, "/orgs/other/memberships/sam"),
  ],
  "GET /app": [see(200, "/app", { as: "app" })],
  "GET /app/installations/{installation_id}": [
    see(200, "/app/installations/42", { as: "app" }),
    see(404, "/app/installations/43", { as: "app" }),
  ],
  "POST /app/installations/{installation_id}/access_tokens": [
    send(201, "/app/installations/42/access_tokens", {}, { as: "app" }),
    send(404, "/app/installations/43/access_tokens", {}, { as: "app" }),
    send(401, "/app/installations/42/access_tokens", {}),
  ],
  [`GET ${R}/installation`]: [see(200, "./installation", { as: "app" })],
  [`GET ${R}`]: [see(200, "."), see(404, ".", { token: null }), see(404, "/repos/linq/other")],
  [`GET ${R}/branches`]: [see(200, "./branches"), see(200, "./branches", { in: "empty" })],
  [`GET ${R}/branches/{branch}`]: [see(200, "./branches/feature/a"), see(404, "./branches/nope")],
  [`GET ${R}/tags`]: [see(200, "./tags")],
  [`GET ${R}/git/ref/{ref}`]: [
    see(200, "./git/ref/heads/main"),
    see(200, "./git/ref/tags/v1"),
    see(404, "./git/ref/heads/nope"),
    see(409, "./git/ref/heads/main", { in: "empty" }),
  ],
  [`GET ${R}/git/matching-refs/{ref}`]: [
    see(200, "./git/matching-refs/heads/"),
    see(409, "./git/matching-refs/heads/", { in: "empty" }),
  ],
  [`POST ${R}/git/refs`]: [
    send(201, "./git/refs", { ref: "refs/heads/made", sha: "{commit}" }),
    send(201, "./git/refs", { ref: "refs/heads/made-away", sha: "{commit}" }),
    send(422, "./git/refs", { ref: "refs/heads/main", sha: "{commit}" }),
    send(422, "./git/refs", { ref: "heads/main", sha: "{commit}" }),
    send(422, "./git/refs", { ref: "refs/heads/x", sha: FAKE }),
    send(422, "./git/refs", { sha: FAKE }),
    send(409, "./git/refs", { ref: "refs/heads/x", sha: FAKE }, { in: "empty" }),
  ],
  [`PATCH ${R}/git/refs/{ref}`]: [
    send(200, "./git/refs/heads/made", { sha: "{commit}" }),
    send(422, "./git/refs/heads/nope", { sha: "{commit}" }),
  ],
  [`DELETE ${R}/git/refs/{ref}`]: [see(204, "./git/refs/heads/made-away"), see(422, "./git/refs/heads/made-away")],
  [`GET ${R}/git/blobs/{file_sha}`]: [
    see(200, "./git/blobs/{blob}"),
    see(404, `./git/blobs/${FAKE}`),
    see(422, "./git/blobs/nope"),
    see(409, `./git/blobs/${FAKE}`, { in: "empty" }),
  ],
  [`POST ${R}/git/blobs`]: [
    send(201, "./git/blobs", { content: "a" }),
    send(422, "./git/blobs", {}),
    send(403, "./git/blobs", { content: "a" }, { token: READ_TOKEN }),
    send(409, "./git/blobs", { content: "a" }, { in: "empty" }),
  ],
  [`GET ${R}/git/trees/{tree_sha}`]: [
    see(200, "./git/trees/main?recursive=1"),
    see(200, "./git/trees/{tree}"),
    see(404, `./git/trees/${FAKE}`),
    see(409, "./git/trees/main", { in: "empty" }),
  ],
  [`POST ${R}/git/trees`]: [
    send(201, "./git/trees", {
      base_tree: "{tree}",
      tree: [{ path: "n", mode: "100644", type: "blob", content: "n" }],
    }),
    send(422, "./git/trees", { tree: [] }),
    send(403, "./git/trees", { tree: [] }, { token: READ_TOKEN }),
    send(404, "./git/trees", { tree: [] }, { token: null }),
  ],
  [`GET ${R}/git/commits/{commit_sha}`]: [see(200, "./git/commits/{commit}"), see(404, `./git/commits/${FAKE}`)],
  [`POST ${R}/git/commits`]: [
    send(201, "./git/commits", { message: "m", tree: "{tree}", parents: ["{commit}"] }),
    send(422, "./git/commits", { message: "m", tree: FAKE }),
    send(404, "./git/commits", { message: "m", tree: FAKE }, { token: null }),
  ],
  [`GET ${R}/git/tags/{tag_sha}`]: [see(200, "./git/tags/{tag}"), see(404, "./git/tags/{commit}")],
  [`POST ${R}/git/tags`]: [
    send(201, "./git/tags", { tag: "v2", message: "second", object: "{commit}", type: "commit" }),
    send(422, "./git/tags", { tag: "v2", message: "second", object: FAKE, type: "commit" }),
  ],
  [`GET ${R}/contents/{path}`]: [
    see(200, "./contents/environments/pipeline.yaml"),
    see(200, "./contents/environments"),
    see(200, "./contents"),
    see(200, "./contents/environments", { accept: "application/vnd.github.object" }),
    see(200, "./contents/docs/%C3%BC%20and%20spaces%20%231.md"),
    see(200, "./contents/big.txt"),
    see(200, "./contents/binary.bin"),
    see(404, "./contents/nope"),
    see(404, "./contents/environments?ref=nope"),
    see(404, "./contents/environments", { in: "empty" }),
  ],
  [`PUT ${R}/contents/{path}`]: [
    send(201, "./contents/made.yaml", NEW),
    send(200, "./contents/environments/pipeline.yaml", { ...NEW, sha: "{blob}" }),
    send(409, "./contents/environments/pipeline.yaml", { ...NEW, sha: FAKE }),
    send(422, "./contents/environments/pipeline.yaml", NEW),
    send(404, "./contents/made.yaml", { ...NEW, branch: "nope" }),
  ],
  [`DELETE ${R}/contents/{path}`]: [
    send(409, "./contents/big.txt", { message: "m", sha: FAKE }),
    send(422, "./contents/big.txt", { message: "m" }),
    send(404, "./contents/nope", { message: "m", sha: FAKE }),
    send(200, "./contents/made.yaml", { message: "m", sha: "9ac7d3ee0f6ec4c0cb6d0ed4e0df6cb4a94a4f4e" }),
  ],
  [`GET ${R}/tarball/{ref}`]: [see(302, "./tarball/main"), see(302, "./tarball/{commit}")],
  [`GET ${R}/commits`]: [
    see(200, "./commits?per_page=1"),
    see(200, "./commits?path=nowhere"),
    see(404, "./commits?sha=nope"),
    see(409, "./commits", { in: "empty" }),
  ],
  [`GET ${R}/commits/{ref}`]: [see(200, "./commits/main"), see(200, "./commits/v1"), see(422, "./commits/nope")],
  [`GET ${R}/compare/{basehead}`]: [
    see(200, "./compare/feature/a...main"),
    see(200, "./compare/main...main"),
    see(404, "./compare/main...nope"),
  ],
  [`GET ${R}/hooks`]: [see(200, "./hooks"), see(404, "./hooks", { token: null })],
  [`GET ${R}/hooks/{hook_id}`]: [see(200, "./hooks/1"), see(404, "./hooks/2")],
  [`POST ${R}/hooks/{hook_id}/pings`]: [see(204, "./hooks/1/pings"), see(404, "./hooks/2/pings")],
  [`GET ${R}/hooks/{hook_id}/deliveries`]: [
    see(200, "./hooks/1/deliveries"),
    see(422, "./hooks/1/deliveries?cursor=nope"),
  ],
  [`GET ${R}/hooks/{hook_id}/deliveries/{delivery_id}`]: [see(200, "./hooks/1/deliveries/{delivery}")],
  [`POST ${R}/hooks/{hook_id}/deliveries/{delivery_id}/attempts`]: [
    see(202, "./hooks/1/deliveries/{delivery}/attempts"),
  ],
};

const operations = ROUTES.map(({ method, path }) => `${method} ${path}`);

describe("every route", () => {
  it("is checked here, and nothing is checked that is no route", () => {
    expect(Object.keys(CASES).sort()).toEqual([...operations].sort());
  });

  it.each(operations)("%s is GitHub's, and has a success and each refusal that it can give", (operation) => {
    const statuses = (CASES[operation] ?? []).map(({ status }) => status);
    expect(statusesOf(operation)).toEqual(expect.arrayContaining([...new Set(statuses)]));
    expect(statuses.some((status) => status < 400)).toBe(true);
  });
});

const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_all, name: string) => made[name] ?? "");

async function ask(operation: string, { path, body, token, as, in: where, accept }: Case) {
  const auth =
    as === "app"
      ? { token: appJwt(APP.id, privateKey) }
      : token === undefined
        ? {}
        : { token: token === null ? null : filled(token) };
  const target = where === "empty" ? empty : host;
  return target.api(operation.split(" ")[0] ?? "", filled(path), {
    ...auth,
    ...(body === undefined ? {} : { body: filled(JSON.stringify(body)) }),
    ...(accept === undefined ? {} : { headers: { accept } }),
  });
}

const all = Object.entries(CASES).flatMap(([operation, cases]) => cases.map((one) => ({ operation, one })));

describe("every answer is as GitHub describes it", () => {
  it.each(all.map(({ operation, one }) => [operation, one.status, one.path, one] as const))(
    "%s: %i at %s",
    async (operation, status, path, one) => {
      const body =
        path.endsWith("made.yaml") && operation.startsWith("DELETE") ? { ...one.body, sha: await shaOf() } : one.body;
      const answer = await ask(operation, body ? { ...one, body } : one);
      expect([answer.status, answer.status === status ? "" : answer.text]).toEqual([status, ""]);
      expect(faultsOf(operation, status, answer.body, one.accept)).toEqual([]);
      if (status < 400) return;
      expect(answer.body).toMatchObject({
        message: expect.any(String),
        documentation_url: expect.any(String),
        status: `${status}`,
      });
    },
  );
});

const shaOf = async () => textAt((await host.api("GET", "./contents/made.yaml")).body, "sha");

describe("a delivered event", () => {
  it("is as GitHub describes it: a push and a ping", async () => {
    const events = await vi.waitFor(() => {
      const kinds = receiver.received.map(({ headers }) => headers["x-github-event"]);
      expect(kinds).toEqual(expect.arrayContaining(["push", "ping"]));
      return receiver.received.map(
        ({ headers, body }) => [String(headers["x-github-event"]), JSON.parse(body)] as const,
      );
    });
    expect(events.flatMap(([event, body]) => eventFaults(event, body))).toEqual([]);
  });
});

describe("the check itself", () => {
  it("finds a missing field, a wrong type and an unknown status", async () => {
    const { body } = await host.api("GET", ".");
    const { full_name: _gone, ...without } = Object(body);
    expect(faultsOf(`GET ${R}`, 200, without).join()).toContain("full_name");
    expect(faultsOf(`GET ${R}`, 200, { ...Object(body), id: "one" }).join()).toContain("/id must be integer");
    expect(faultsOf(`GET ${R}`, 418, {})).toEqual([`GET ${R} does not answer 418`]);
    expect(Object.keys(FILES).length).toBeGreaterThan(0);
  });
});
