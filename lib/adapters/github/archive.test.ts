import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { textsIn } from "./archive";

const all = () => true;

/** One entry of a tar archive, as the format says. */
function entry(name: string, content: string, type = "0", prefix = ""): Buffer {
  const header = Buffer.alloc(512);
  const body = Buffer.from(content);
  header.write(name, 0, 100);
  header.write(body.length.toString(8).padStart(11, "0"), 124);
  header.write(type, 156);
  header.write("ustar\0", 257);
  header.write(prefix, 345, 155);
  return Buffer.concat([header, body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}

function record(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const digits = String(Buffer.byteLength(rest) + 2).length;
  return `${Buffer.byteLength(rest) + digits}${rest}`;
}

const archive = (...entries: Buffer[]) => gzipSync(Buffer.concat([...entries, Buffer.alloc(1024)]));

describe("the files in an archive of a commit", () => {
  it("are named without the folder they stand in, long names and parted ones too", async () => {
    const long = `top/${"x".repeat(120)}.yaml`;
    const bytes = archive(
      entry("pax_global_header", record("comment", "a".repeat(40)), "g"),
      entry("top/", "", "5"),
      entry("top/a.yaml", "a: 1\n"),
      entry("cut", record("mtime", "1") + record("path", long), "x"),
      entry("cut", "long"),
      entry("b.yaml", "parted", "0", "top/environments"),
      entry("top/link", "", "2"),
    );
    expect(Object.fromEntries((await textsIn(bytes, all)) ?? [])).toEqual({
      "a.yaml": "a: 1\n",
      [`${"x".repeat(120)}.yaml`]: "long",
      "environments/b.yaml": "parted",
    });
  });

  it("are those that are wanted", async () => {
    const bytes = archive(entry("top/a.yaml", "a"), entry("top/b.yaml", "b"));
    expect([...((await textsIn(bytes, (path) => path === "b.yaml")) ?? [])]).toEqual([["b.yaml", "b"]]);
  });

  it.each([
    ["no gzip", Buffer.from("a page")],
    ["gzip of something else", gzipSync("a page".repeat(200))],
    ["an archive that was cut off", gzipSync(entry("top/a.yaml", "a".repeat(2_000)).subarray(0, 1_024))],
    ["an entry without a size", gzipSync(Buffer.from(entry("top/a.yaml", "a")).fill("x", 124, 135))],
    ["nothing", Buffer.alloc(0)],
  ])("are not read from %s", async (_name, bytes) => {
    expect(await textsIn(bytes, all)).toBeNull();
  });

  it("are not read when they would fill the memory", async () => {
    expect(await textsIn(archive(entry("top/a.yaml", "a".repeat(10_000))), all, 5_000)).toBeNull();
  });
});
