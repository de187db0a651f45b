import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getWhole } from "./http-call";

const agent = new http.Agent();
const server = http.createServer((request, response) => {
  response.writeHead(200, { "content-type": "text/plain; charset=utf-8", "retry-after": "7" });
  response.end("ü".repeat(Number(request.url?.slice(1))));
});
let base = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const ask = (path: string, mostBytes: number) =>
  getWhole({ url: new URL(`${base}/${path}`), headers: {}, agent, timeoutMs: 5_000, mostBytes });

describe("one GET, whole", () => {
  it("gives status, type and text, characters that were cut between packets too", async () => {
    const answer = await ask("100000", 1_000_000);
    expect(answer).toMatchObject({ status: 200, contentType: "text/plain; charset=utf-8", retryAfter: "7" });
    expect(answer.body).toBe("ü".repeat(100_000));
  });

  it("refuses an answer that is too large, and says so", async () => {
    await expect(ask("2000000", 3_000_000)).rejects.toMatchObject({
      failure: { kind: "failed", detail: "Its answer is larger than 3 MB." },
    });
  });
});
