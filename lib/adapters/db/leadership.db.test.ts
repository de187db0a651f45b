import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "@/lib/testing/test-database";
import { createLeadership } from "./leadership";

let base: Awaited<ReturnType<typeof testDatabase>>;
const quiet = { info() {}, warn() {}, error() {} };

beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.drop());

describe("leadership", () => {
  it("is held by one at a time, and passes on when the holder's connection dies", async () => {
    const lead = createLeadership(base.url, quiet);
    const stop = new AbortController();
    const held: string[] = [];
    let both = 0;
    const work = (name: string, onHeld: () => void) => async (signal: AbortSignal) => {
      held.push(name);
      both = Math.max(both, ++running);
      onHeld();
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
      running--;
    };
    let running = 0;
    const firstHeld = deferred();
    const secondHeld = deferred();
    const first = lead("argocd:default", work("first", firstHeld.resolve), stop.signal);
    await firstHeld.promise;
    const second = lead("argocd:default", work("second", secondHeld.resolve), stop.signal);
    await base.db.$executeRaw`
      SELECT pg_terminate_backend(pid) FROM pg_locks
      WHERE locktype = 'advisory' AND pid <> pg_backend_pid()
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    await Promise.race([secondHeld.promise, firstHeldAgain(held)]);
    stop.abort();
    await Promise.all([first, second]);
    expect(held.length).toBeGreaterThanOrEqual(2);
    expect(both).toBe(1);
  });
});

function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Either may win after the loss; both outcomes are a takeover. */
function firstHeldAgain(held: string[]): Promise<void> {
  return new Promise((resolve) => {
    const check = setInterval(() => {
      if (held.length < 2) return;
      clearInterval(check);
      resolve();
    }, 20);
  });
}
