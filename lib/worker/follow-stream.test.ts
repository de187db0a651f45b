import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pause } from "@/lib/pause";
import type { StreamEvent } from "@/lib/ports";
import { anApplication } from "@/lib/testing/observed-application";
import { createBook } from "./application-book";
import { argoCdWith, listedAs } from "./argocd.test-support";
import { followStream } from "./follow-stream";
import { silentLog } from "./git-host.test-support";

const fleet = Array.from({ length: 8 }, (_, index) => anApplication({ name: `app-${index}` }));
const report = { live: async () => undefined, heard: () => undefined };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Follows a stream that replays these, one every three seconds, and then stays silent. Gives whom it asked for by name. */
async function followFor(ms: number, replayed: typeof fleet) {
  const stop = new AbortController();
  const asked: string[] = [];
  const book = createBook({
    instance: "default",
    startedAt: new Date(0),
    values: () => undefined,
    gitAhead: () => null,
  });
  const argocd = argoCdWith({
    list: async () => ({ ok: true, value: fleet.map(listedAs) }),
    async get(ref) {
      asked.push(ref.name);
      return { ok: true, value: anApplication({ name: ref.name }) };
    },
    async *stream({ signal }): AsyncGenerator<StreamEvent> {
      for (const application of replayed) {
        await pause(3_000, signal);
        yield { type: "ADDED", application };
      }
      await pause(1_000_000, signal);
    },
  });
  const following = followStream({ argocd, book, report, log: silentLog, changed: () => undefined }, stop.signal);
  await vi.advanceTimersByTimeAsync(ms);
  stop.abort();
  await following;
  return { asked, known: book.known().length };
}

describe("what the stream owes after the list", () => {
  it("is waited for as long as the replay goes on, however long it takes", async () => {
    expect(await followFor(60_000, fleet)).toEqual({ asked: [], known: 8 });
  });

  it("is asked for one by one when the replay stands still", async () => {
    const { asked, known } = await followFor(60_000, fleet.slice(0, 5));
    expect(asked).toEqual(["app-5", "app-6", "app-7"]);
    expect(known).toBe(8);
  });
});
