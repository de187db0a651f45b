import { describe, expect, it } from "vitest";
import { readBody } from "./read-body";

const post = (body: BodyInit | null) => new Request("http://slipway.example", { method: "POST", body });

describe("the body of a write", () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    ["[]", []],
    ["{", null],
    ["", null],
    [null, null],
  ])("%s", async (text, value) => {
    expect(await readBody(post(text))).toEqual({ ok: true, value });
  });

  it("is not read beyond half a megabyte, whatever comes", async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    const request = new Request("http://slipway.example", {
      method: "POST",
      body: endless,
      duplex: "half",
    } as RequestInit);
    expect(await readBody(request)).toEqual({ ok: false });
    expect(sent).toBeLessThan(1_000_000);
  });
});
