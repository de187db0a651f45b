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
for await (const line of createInterface({ input: createReadStream(file) })) {
  if (line.trim() === "") continue;
  const { seq: number, prev, hash, body, head: last } = JSON.parse(line);
  if (last && number === undefined) continue;
  const seq = BigInt(number);
  if (seq <= head.seq) end(`Record ${seq} is doubled or out of order.`);
  if (seq === head.seq + 1n && prev !== head.hash) end(`Record ${seq} does not follow record ${head.seq}.`);
  if (seq > head.seq + 1n) gaps++;
  if (createHash("sha256").update(`${prev}\n${seq}\n${body}`).digest("hex") !== hash)
    end(`The content of record ${seq} is not what was hashed.`);
  head = { seq, hash };
  records++;
}
process.stdout.write(
  `${records} records, each as it was written, ${gaps} gaps, up to record ${head.seq} ${head.hash}\n`,
);

function end(words) {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}
