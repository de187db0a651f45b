import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freePort, isFree, keptPort } from "./ports.mjs";

let dir: string;
let server: net.Server;
let taken: number;

beforeEach(async () => {
  dir = mkdtempSync(path.join(os.tmpdir(), "slipway-ports-"));
  server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  taken = typeof address === "object" && address ? address.port : 0;
});
afterEach(() => {
  server.close();
  rmSync(dir, { recursive: true, force: true });
});

describe("ports", () => {
  it("move to the next free one when the wanted one is taken", async () => {
    expect(await isFree(taken)).toBe(false);
    const port = await freePort(taken);
    expect(port).not.toBe(taken);
    expect(await isFree(port)).toBe(true);
  });

  it("are kept once chosen, also while something listens there", async () => {
    const first = await keptPort(dir, "git", 0);
    const again = await keptPort(dir, "git", taken);
    expect(again).toBe(first);
    expect(await keptPort(dir, "argocd", 0)).not.toBe(0);
  });
});
