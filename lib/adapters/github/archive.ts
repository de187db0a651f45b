import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { storable } from "./wire";

const BLOCK = 512;
const MOST_UNPACKED_BYTES = 300_000_000;
const unpack = promisify(gunzip);

/**
 * Text by path of the wanted files in a .tar.gz of a commit, whose one top folder is left out of the paths. Null when it
 * is no whole archive, or unpacked larger than `most`.
 */
export async function textsIn(
  packed: Buffer,
  wanted: (path: string) => boolean,
  most = MOST_UNPACKED_BYTES,
): Promise<Map<string, string> | null> {
  const tar = await unpack(packed, { maxOutputLength: most }).catch(() => null);
  if (!tar || tar.length < BLOCK) return null;
  const texts = new Map<string, string>();
  let longName: string | null = null;
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const size = sizeOf(tar, at);
    const body = at + BLOCK;
    if (size === null || body + size > tar.length) return null;
    const type = tar.toString("latin1", at + 156, at + 157);
    const path = withoutTop(longName ?? nameOf(tar, at));
    if (type === "x") longName = pathIn(tar.subarray(body, body + size));
    else if (type !== "g") longName = null;
    if ((type === "0" || type === "\0") && wanted(path))
      texts.set(path, storable(tar.toString("utf8", body, body + size)));
    at = body + Math.ceil(size / BLOCK) * BLOCK;
  }
  return texts;
}

function sizeOf(tar: Buffer, at: number): number | null {
  const digits = textAt(tar, at + 124, 12).trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : null;
}

function nameOf(tar: Buffer, at: number): string {
  const name = textAt(tar, at, 100);
  const prefix = textAt(tar, at + 257, 5) === "ustar" ? textAt(tar, at + 345, 155) : "";
  return prefix === "" ? name : `${prefix}/${name}`;
}

/** A field's text ends at its end or at the first NUL. */
function textAt(tar: Buffer, at: number, length: number): string {
  const field = tar.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end < 0 ? length : end);
}

/** The `path` of an extended header: records of "length key=value\n". */
function pathIn(records: Buffer): string | null {
  for (let at = 0; at < records.length; ) {
    const space = records.indexOf(" ", at);
    const length = Number(records.toString("latin1", at, space));
    if (space < 0 || !Number.isInteger(length) || length <= space - at) return null;
    const record = records.toString("utf8", space + 1, at + length - 1);
    if (record.startsWith("path=")) return record.slice("path=".length);
    at += length;
  }
  return null;
}

function withoutTop(path: string): string {
  return path.slice(path.indexOf("/") + 1);
}
