#!/usr/bin/env node
// Checks an export of the audit (docs/audit.md) with nothing but Node: short enough to be read before it is trusted.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

const [file] = process.argv.slice(2);
if (!file) end("Say which file: node scripts/verify-audit.mjs FILE.jsonl");

let head = { seq: 0n, hash: "0".repeat(64) };
let records = 0;
let gaps = 0;
let last = null;
for await (const line of createInterface({ input: createReadStream(file) })) {
  if (line.trim() === "") continue;
  if (last) end("There are lines after the last one: the file was put together.");
  const { seq: number, prev, hash, body, head: stated } = JSON.parse(line);
  if (stated && number === undefined) {
    last = stated;
    continue;
  }
  const seq = BigInt(number);
  if (seq <= head.seq) end(`Record ${seq} is doubled or out of order.`);
  if (seq === head.seq + 1n && prev !== head.hash) end(`Record ${seq} does not follow record ${head.seq}.`);
  if (seq > head.seq + 1n) gaps++;
  if (createHash("sha256").update(`${prev}\n${seq}\n${body}`).digest("hex") !== hash)
    end(`The content of record ${seq} is not what was hashed.`);
  head = { seq, hash };
  records++;
}
if (!last) end("The last line is missing: the file was cut off, or the export broke off.");
if (BigInt(last.seq) < head.seq) end("The last line names a head before the last record.");
if (BigInt(last.seq) === head.seq && last.hash !== head.hash)
  end("The last record is not the head that the last line names.");
if (BigInt(last.seq) > head.seq) gaps++;
process.stdout.write(
  `${records} records, each as it was written, ${gaps} gaps, up to record ${head.seq} ${head.hash}\n`,
);

function end(words) {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}
