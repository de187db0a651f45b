#!/usr/bin/env node
// Checks an export of the audit (docs/audit.md) with nothing but Node: short enough to be read before it is trusted.
// Several files (archives and an export) are checked as one chain. With --anchor FILE also against a head that was kept elsewhere, with --key FILE also that anchor's signature.
import { createHash, verify } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";

const USAGE = "Say which file: node scripts/verify-audit.mjs FILE.jsonl... [--anchor ANCHOR.json] [--key PUBLIC.pem]";

let files, options;
try {
  const several = { type: "string", multiple: true, default: [] };
  const known = { anchor: several, key: { type: "string" } };
  ({ positionals: files, values: options } = parseArgs({ allowPositionals: true, options: known }));
} catch {
  end(USAGE);
}
if (files.length === 0) end(USAGE);
const anchors = options.anchor.map(anchorIn);

let head = { seq: 0n, hash: "0".repeat(64) };
let records = 0;
let held = 0;
let gaps = 0;
let last = null;
for await (const { number, prev, hash, body } of inOrder(files.map(recordsOf))) {
  const seq = BigInt(number);
  if (seq <= head.seq) end(`Record ${seq} is doubled or out of order.`);
  if (seq === head.seq + 1n && prev !== head.hash) end(`Record ${seq} does not follow record ${head.seq}.`);
  if (seq > head.seq + 1n) gaps++;
  if (createHash("sha256").update(`${prev}\n${seq}\n${body}`).digest("hex") !== hash)
    end(`The content of record ${seq} is not what was hashed.`);
  for (const anchor of anchors)
    if (anchor.seq === seq && anchor.hash !== hash)
      end(`The chain was written anew: record ${seq} is not the one that was anchored.`);
  if (anchors.some((anchor) => anchor.seq === seq)) held++;
  head = { seq, hash };
  records++;
}
if (BigInt(last.seq) < head.seq) end("The last line names a head before the last record.");
if (BigInt(last.seq) === head.seq && last.hash !== head.hash)
  end("The last record is not the head that the last line names.");
if (BigInt(last.seq) > head.seq) gaps++;
for (const { seq } of anchors)
  if (seq > BigInt(last.seq))
    end(`The chain ends at ${last.seq}, the anchor is of ${seq}: cut off, or exported before it.`);
const fits = anchors.length === 0 ? "" : `, ${held} of ${anchors.length} anchors are of a record in it and fit`;
process.stdout.write(
  `${records} records, each as it was written, ${gaps} gaps, up to record ${head.seq} ${head.hash}${fits}\n`,
);

/** A file's records; its last line names the head it was written at, and the latest of all files counts. */
async function* recordsOf(file) {
  let stated = null;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (line.trim() === "") continue;
    if (stated) end("There are lines after the last one: the file was put together.");
    const { seq: number, prev, hash, body, head: said } = JSON.parse(line);
    if (said && number === undefined) stated = said;
    else yield { number, prev, hash, body };
  }
  if (!stated) end("The last line is missing: the file was cut off, or the export broke off.");
  if (!last || BigInt(stated.seq) > BigInt(last.seq)) last = stated;
}

/** Archives and an export beside each other, as one chain: each time the record with the lowest number. */
async function* inOrder(sources) {
  const next = await Promise.all(sources.map((source) => source.next()));
  for (;;) {
    let lowest = -1;
    for (const [at, { done, value }] of next.entries())
      if (!done && (lowest < 0 || BigInt(value.number) < BigInt(next[lowest].value.number))) lowest = at;
    if (lowest < 0) return;
    yield next[lowest].value;
    next[lowest] = await sources[lowest].next();
  }
}

function anchorIn(name) {
  const { signature, ...anchor } = JSON.parse(readFileSync(name, "utf8"));
  const text = JSON.stringify(anchor, Object.keys(anchor).sort());
  if (options.key && !verify(null, Buffer.from(text), readFileSync(options.key), Buffer.from(signature, "base64")))
    end(`The anchor ${name} was not signed with this key.`);
  return { seq: BigInt(anchor.seq), hash: anchor.hash };
}

function end(words) {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}
