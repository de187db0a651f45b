import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestHost, type TestHost } from "./git-host.test-support";

let host: TestHost;

beforeAll(async () => {
  host = await startTestHost();
});
afterAll(() => host.stop());

const where = async (revision: string) => {
  const answer = await host.api("GET", `./tarball/${revision}`);
  return { status: answer.status, address: answer.headers.get("location") ?? "" };
};

describe("the archive of a commit", () => {
  it("lies where the answer sends, for whoever has that address, below one folder", async () => {
    const { status, address } = await where("main");
    expect(status).toBe(302);
    const bytes = Buffer.from(await (await fetch(address)).arrayBuffer());
    const [first] = tarNames(gunzipSync(bytes));
    expect(first).toBe(`linq-gitops-${(await host.head()).slice(0, 7)}/`);
  });

  it("is not given for an address that was changed, nor one without a token", async () => {
    const { address } = await where("main");
    const [bare = ""] = address.split("?");
    expect((await fetch(bare)).status).toBe(404);
    expect((await fetch(address.replace(/until=\d/, "until=9"))).status).toBe(404);
  });

  it("is not there for a revision that is not", async () => {
    expect((await where("f".repeat(40))).status).toBe(404);
    expect((await where("nope")).status).toBe(404);
  });
});

function* tarNames(tar: Buffer): Generator<string> {
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(tar.toString("latin1", at + 124, at + 135), 8);
    if (tar.toString("latin1", at + 156, at + 157) !== "g")
      yield tar.toString("utf8", at, at + 100).replace(/\0.*$/s, "");
    at += 512 + Math.ceil(size / 512) * 512;
  }
}
