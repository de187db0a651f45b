import { existsSync, readdirSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { base64, startTestHost, type TestHost, TOKEN } from "./git-host.test-support";
import { isFilePath, isRefName, isRevision } from "./names";

let host: TestHost;
beforeAll(async () => {
  host = await startTestHost({ trustLoopback: false });
});
afterAll(() => host.stop());

/** What would be run, written or read outside if a name ever reached a shell, an option or an expression. */
const MARK = "pwned";
const HOSTILE = [
  `$(touch ${MARK})`,
  `\`touch ${MARK}\``,
  `;touch ${MARK}`,
  `|touch ${MARK}`,
  `--output=${MARK}`,
  `--upload-pack=touch ${MARK}`,
  `-o${MARK}`,
  "--all",
  "-",
  "main:environments",
  "main^{tree}",
  "main@{0}",
  "@{-1}",
  ":/Begin",
  "^main",
  "main..main",
  "../../HEAD",
  "..",
  "\u0000",
  "main\nrefs/heads/x",
  "%s%n",
  "a".repeat(5_000),
  "\ud800",
  "refs/heads/../../config",
];

const addresses = (name: string) => {
  const part = encodeURIComponent(Buffer.from(name).toString());
  return [
    ["GET", `./git/ref/heads/${part}`],
    ["GET", `./git/matching-refs/${part}`],
    ["GET", `./branches/${part}`],
    ["GET", `./git/trees/${part}`],
    ["GET", `./git/blobs/${part}`],
    ["GET", `./git/commits/${part}`],
    ["GET", `./git/tags/${part}`],
    ["GET", `./commits/${part}`],
    ["GET", `./commits?sha=${part}`],
    ["GET", `./commits?path=${part}`],
    ["GET", `./commits?author=${part}`],
    ["GET", `./compare/${part}...main`],
    ["GET", `./compare/main...${part}`],
    ["GET", `./contents/${part}`],
    ["GET", `./contents/environments?ref=${part}`],
    ["DELETE", `./git/refs/heads/${part}`],
  ] as const;
};

describe("a hostile name", () => {
  it.each(HOSTILE.map((name) => [JSON.stringify(name).slice(0, 40), name] as const))(
    "%s does nothing",
    async (_shown, name) => {
      const before = await host.head();
      const asked = addresses(name).map(async ([method, target]) => {
        const { status } = await host.api(method, target);
        return { target, well: status < 500 && (status >= 400 || method === "GET") };
      });
      expect((await Promise.all(asked)).filter(({ well }) => !well)).toEqual([]);
      const writes = [
        ["POST", "./git/refs", { ref: `refs/heads/${name}`, sha: name }],
        ["POST", "./git/trees", { base_tree: name, tree: [{ path: name, mode: "100644", content: "x" }] }],
        ["POST", "./git/commits", { message: name, tree: name, parents: [name] }],
        ["POST", "./git/tags", { tag: name, message: name, object: name, type: name }],
        ["PUT", "./contents/x", { message: name, content: base64("x"), branch: name }],
        ["PATCH", "./git/refs/heads/main", { sha: name, force: true }],
      ] as const;
      for (const [method, target, body] of writes)
        expect([target, (await host.api(method, target, { body })).status]).toEqual([
          target,
          expect.toSatisfy((status: number) => status === 404 || status === 422),
        ]);
      expect(await host.head()).toBe(before);
      const places = [process.cwd(), host.directory, host.repository];
      expect(places.filter((place) => existsSync(path.join(place, MARK)))).toEqual([]);
    },
  );

  it("as a message, a person or a file's name is text and nothing else", async () => {
    const message = `$(touch ${MARK})\n--exec=x\n\u0007`;
    const author = { name: "$(id) && rm -rf / #1", email: "$(id)@x.example" };
    const answer = await host.api("PUT", `./contents/${encodeURIComponent(`$(touch ${MARK}) --x`)}`, {
      body: { message, author, content: base64("x") },
    });
    expect(answer).toMatchObject({
      status: 201,
      body: { commit: { message, author }, content: { path: `$(touch ${MARK}) --x` } },
    });
    expect(existsSync(path.join(host.repository, MARK))).toBe(false);
  });
});

describe("names", () => {
  it("that are let through hold no part that leads out, and nothing that git takes for more than a name", () => {
    const odd = fc.string({
      unit: fc.constantFrom(
        "a",
        ".",
        "/",
        "-",
        "@",
        "{",
        "~",
        "^",
        ":",
        " ",
        "\n",
        "\0",
        "git",
        ".lock",
        "ü",
        "\\",
        "*",
      ),
    });
    fc.assert(
      fc.property(odd, (text) => {
        if (isRevision(text) || isRefName(text)) expect(text).not.toMatch(/^-|\.\.|@\{|[\s~^:?*[\\\0]|\.lock(\/|$)/);
        if (isFilePath(text) && text !== "") expect(text.split("/")).not.toEqual(expect.arrayContaining([".."]));
        if (isFilePath(text)) expect(text).not.toMatch(/^\/|[\0\n]|(^|\/)\.git(\/|$)/);
      }),
    );
  });

  it.each(["main", "feature/a", "v1.0", "füße/+1", "a@b", "a#b", "release-2026.01", "HEAD", "x".repeat(240)])(
    "takes %s",
    (name) => {
      expect(isRefName(name)).toBe(true);
    },
  );
});

describe("a request that is none", () => {
  it.each([
    ["GET /%zz HTTP/1.1", 400],
    ["GET /api/v3/repos/linq/gitops/contents/%c0%ae%c0%ae HTTP/1.1", 400],
    ["GET //evil.example/api/v3/user HTTP/1.1", 404],
    ["GET http://evil.example/api/v3/user HTTP/1.1", 400],
    ["OPTIONS * HTTP/1.1", 400],
    ["GET /api/v3/repos/linq/gitops/../../user HTTP/1.1", 404],
    ["GET /api/v3 HTTP/1.1", 404],
    ["TRACE /api/v3/user HTTP/1.1", 404],
  ])("%s is %i", async (line, status) => {
    expect(await raw(`${line}\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  it.each([
    ["no JSON", "{", 400, "Problems parsing JSON"],
    ["a list", "[]", 400, "Body should be a JSON object"],
    ["null", "null", 400, "Body should be a JSON object"],
    ["nothing", undefined, 422, 'Invalid request.\n\n"content" wasn\'t supplied.'],
  ])("%s as a body", async (_name, body, status, message) => {
    expect(await host.api("POST", "./git/blobs", { body })).toMatchObject({
      status,
      body: { message, documentation_url: expect.any(String) },
    });
  });

  it("of too many bytes is refused and leaves the server well", async () => {
    const answer = await host.api("POST", "./git/blobs", { body: { content: "x".repeat(71_000_000) } });
    expect(answer).toMatchObject({ status: 413, body: { message: expect.any(String) } });
    expect((await host.api("GET", ".")).status).toBe(200);
  });

  it.each(["/nope", "/repos", "/repos/linq", "/repos/linq/gitops/nope", "/repos/linq/other/commits", "/users/ada"])(
    "%s is not there",
    async (target) => {
      expect(await host.api("GET", target)).toMatchObject({
        status: 404,
        body: { message: "Not Found", documentation_url: expect.any(String), status: "404" },
      });
    },
  );

  it("HEAD is GET without a body, and names of owner and repository may be written large", async () => {
    const answer = await host.api("HEAD", "/repos/LINQ/GitOps");
    expect([answer.status, answer.text, answer.headers.get("etag")?.length]).toEqual([200, "", 66]);
  });
});

describe("a client that is slow", () => {
  it("with its headers or body holds nobody up", async () => {
    const slow = [
      "GET /api/v3/user HTTP/1.1\r\nHost: x\r\nX-",
      `PUT /api/v3/repos/linq/gitops/contents/s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Length: 500\r\n\r\n{"mess`,
    ];
    const sockets = slow.map((text) => {
      const socket = net.connect(host.port, "127.0.0.1");
      socket.on("error", () => undefined);
      socket.write(text);
      return socket;
    });
    expect((await host.api("GET", ".")).status).toBe(200);
    for (const socket of sockets) socket.destroy();
    expect((await host.api("GET", ".")).status).toBe(200);
    expect(readdirSync(host.repository).filter((name) => /\.(lock|index)$/.test(name))).toEqual([]);
  });
});

/** What the server says to bytes as they are. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(host.port, "127.0.0.1");
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
    socket.write(text);
  });
}
