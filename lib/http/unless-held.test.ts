import { describe, expect, it } from "vitest";
import { unlessHeld } from "./unless-held";

const ask = (held?: string) => new Request("http://slipway/", held ? { headers: { "if-none-match": held } } : {});

describe("an answer that the page may hold already", () => {
  const first = unlessHeld(ask(), { rows: [1, 2] }, { at: "12:00" });
  const tag = first.headers.get("etag") ?? "";

  it("travels with its mark, and is kept nowhere on the way", async () => {
    expect(await first.json()).toEqual({ rows: [1, 2], at: "12:00" });
    expect(first.headers.get("cache-control")).toBe("no-store");
    expect(tag).toMatch(/^"[\w-]{27}"$/);
  });

  it.each([tag, `W/${tag}`, `"other", ${tag}`])("is not sent again to who holds %s, whenever it was given", (held) => {
    const again = unlessHeld(ask(held), { rows: [1, 2] }, { at: "12:05" });
    expect([again.status, again.body, again.headers.get("cache-control")]).toEqual([304, null, "no-store"]);
  });

  it("is sent when it is another", () => {
    expect(unlessHeld(ask(tag), { rows: [1] }, {}).status).toBe(200);
    expect(unlessHeld(ask('"forged"'), { rows: [1, 2] }, {}).status).toBe(200);
  });
});
