import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { readDemoOffsetMs } from "@/lib/adapters/db/demo-offset";
import { testDatabase } from "@/lib/testing/test-database";
import { createDemoClocks } from "./demo-clocks";

const HOUR = 3_600_000;
let base: Awaited<ReturnType<typeof testDatabase>>;
const servers: Server[] = [];

beforeAll(async () => {
  base = await testDatabase();
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await base.db.setting.deleteMany();
});
afterAll(() => base.drop());

/** Something that takes the place of a simulator: remembers what it was told, answers with a status. */
async function simulator(status: number): Promise<{ url: string; told: string[] }> {
  const told: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      told.push(`${request.method} ${request.url} ${String(request.headers["x-simulator"])} ${body}`);
      response.writeHead(status).end("{}");
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, told };
}

describe("the demo's clocks", () => {
  it("move together: ours in the database, the simulators' by asking", async () => {
    const [git, argocd] = [await simulator(200), await simulator(200)];
    const clocks = createDemoClocks({ db: base.db, simulators: [git.url, argocd.url] });
    const target = new Date(Date.now() + 5 * HOUR);
    expect(await clocks.advanceTo(target)).toEqual({ ok: true, value: undefined });
    const reached = Date.now() + (await readDemoOffsetMs(base.db));
    expect(Math.abs(reached - target.getTime())).toBeLessThan(60_000);
    const wish = `POST /simulator/clock 1 {"advanceTo":"${target.toISOString()}"}`;
    expect([git.told, argocd.told]).toEqual([[wish], [wish]]);
  });

  it("never move back", async () => {
    const clocks = createDemoClocks({ db: base.db, simulators: [] });
    await clocks.advanceTo(new Date(Date.now() + 5 * HOUR));
    const far = await readDemoOffsetMs(base.db);
    await clocks.advanceTo(new Date(Date.now() + HOUR));
    expect(await readDemoOffsetMs(base.db)).toBe(far);
  });

  it("tell which simulator did not follow", async () => {
    const broken = await simulator(503);
    const clocks = createDemoClocks({ db: base.db, simulators: [broken.url] });
    const outcome = await clocks.advanceTo(new Date(Date.now() + HOUR));
    expect(outcome).toMatchObject({ ok: false, failure: { kind: "failed", status: 503 } });
  });

  it("tell when a simulator is away", async () => {
    const clocks = createDemoClocks({ db: base.db, simulators: ["http://127.0.0.1:1"] });
    expect(await clocks.advanceTo(new Date(Date.now() + HOUR))).toMatchObject({
      ok: false,
      failure: { kind: "unreachable" },
    });
  });
});
