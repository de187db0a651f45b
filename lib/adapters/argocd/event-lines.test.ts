import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEventReader, EventTooLarge } from "./event-lines";
import { bodyOf, recorded } from "./recorded.test-support";

/** What a reader gives for a text that comes in pieces of these sizes, the last size for all that is left. */
function eventsOf(bytes: Buffer, sizes: readonly number[]): string[] {
  const reader = createEventReader();
  const events: string[] = [];
  let at = 0;
  for (const size of sizes) {
    events.push(...reader.push(bytes.subarray(at, at + size)));
    at += size;
  }
  events.push(...reader.push(bytes.subarray(at)));
  return events;
}

describe("the reader of server-sent events", () => {
  it("gives the same events wherever the bytes of a recorded stream are cut", () => {
    const bytes = Buffer.from(bodyOf(recorded("03-streams/all-25-seconds")));
    const whole = eventsOf(bytes, []);
    expect(whole.length).toBeGreaterThanOrEqual(3);
    expect(
      eventsOf(
        bytes,
        Array.from({ length: bytes.length }, () => 1),
      ),
    ).toEqual(whole);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4_000 }), { maxLength: 60 }), (sizes) => {
        expect(eventsOf(bytes, sizes)).toEqual(whole);
      }),
    );
  });

  it("gives every event of any text, whatever its characters, at any cut", () => {
    const texts = fc.array(fc.string({ unit: "grapheme", minLength: 1 }).map((text) => JSON.stringify(text)));
    fc.assert(
      fc.property(texts, fc.array(fc.integer({ min: 1, max: 7 })), (events, sizes) => {
        const stream = events.map((event) => `data: ${event} \n\n\n:\n`).join("");
        expect(eventsOf(Buffer.from(stream), sizes)).toEqual(events);
      }),
    );
  });

  it("gives nothing for heartbeats, and nothing before an event's end", () => {
    const reader = createEventReader();
    expect(reader.push(Buffer.from(":\n:\n\n"))).toEqual([]);
    expect(reader.push(Buffer.from('data: {"a":1} \n'))).toEqual([]);
    expect(reader.push(Buffer.from("\n"))).toEqual(['{"a":1}']);
  });

  it("refuses an event without end, in one line or in many", () => {
    const endless = createEventReader(1_000);
    expect(() => endless.push(Buffer.from(`data: ${"x".repeat(2_000)}`))).toThrow(EventTooLarge);
    const many = createEventReader(1_000);
    expect(() => many.push(Buffer.from("data: xxxxxxxx\n".repeat(200)))).toThrow(EventTooLarge);
    const fine = createEventReader(1_000);
    expect(fine.push(Buffer.from("data: xxxxxxxx\n\n".repeat(200)))).toHaveLength(200);
  });
});
