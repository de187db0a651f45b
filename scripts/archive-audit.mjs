#!/usr/bin/env node
// Writes months of the audit that are over to files, checks them, and detaches their tables (docs/audit.md). Never deletes.
import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import pg from "pg";
import { addressIn, reach } from "./own-database.mjs";
import { endWith, Sentence, say } from "./say.mjs";

const USAGE = "Say what: node scripts/archive-audit.mjs --before 2026-10 --to FOLDER";
const LOCK = 72_010;
const AT_ONCE = 2_000;

/** Archives each month before `before` (YYYY-MM) that is still attached. Stopped anywhere, it is simply run again. */
export async function archiveAudit({ url, before, to, log = say }) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await mkdir(to, { recursive: true });
    const newest = (
      await client.query("SELECT to_char(max(at) AT TIME ZONE 'UTC', 'YYYY-MM') AS month FROM audit_record")
    ).rows[0].month;
    const until = newest !== null && newest < before ? newest : before; // the newest record's own month goes on
    const done = [];
    for (const month of (await attachedMonths(client)).filter((one) => one < until)) {
      const archived = await archiveMonth(client, month, to);
      log(
        archived ? `${month}: ${archived.records} records in ${archived.file}` : `${month}: no records, left as it is`,
      );
      if (archived) done.push(month);
    }
    return done;
  } finally {
    await client.end(); // also frees the lock
  }
}

async function attachedMonths(client) {
  const { rows } = await client.query(
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'audit_record'::regclass",
  );
  return rows
    .map(({ name }) => /^audit_record_(\d{4})_(\d\d)$/.exec(name))
    .filter((match) => match !== null)
    .map(([, year, month]) => `${year}-${month}`)
    .sort();
}

async function archiveMonth(client, month, to) {
  const file = path.join(to, `audit-${month}.jsonl`);
  const written = await writeFileOf(client, tableOf(month), `${file}.part`);
  if (written.records === 0) return null;
  const read = await readBack(`${file}.part`);
  if (JSON.stringify(read) !== JSON.stringify(written))
    throw new Sentence(`${file}.part does not read back as it was written; nothing was detached.`);
  await rename(`${file}.part`, file);
  await detach(client, month, { ...written, file: path.basename(file) });
  return { ...written, file };
}

const tableOf = (month) => `audit_record_${month.replace("-", "_")}`;

async function writeFileOf(client, table, name) {
  const file = await open(name, "w");
  const summary = summarize();
  try {
    for (let after = "0"; ; ) {
      const { rows } = await client.query(
        `SELECT seq::text, prev, hash, body FROM ${table} WHERE seq > $1 ORDER BY ${table}.seq LIMIT ${AT_ONCE}`,
        [after],
      );
      if (rows.length === 0) break;
      const lines = rows.map((row) => JSON.stringify(row));
      for (const line of lines) summary.add(line);
      await file.write(`${lines.join("\n")}\n`);
      after = rows.at(-1).seq;
    }
    const last = JSON.stringify({ head: summary.head() });
    summary.add(last);
    await file.write(`${last}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return summary.result();
}

async function readBack(name) {
  const summary = summarize();
  for await (const line of createInterface({ input: createReadStream(name) })) summary.add(line);
  return summary.result();
}

/** Checks each record's own hash and its following from its neighbour, and keeps the stretches without a gap. */
function summarize() {
  const runs = [];
  const digest = createHash("sha256");
  let records = 0;
  const head = () => ({ seq: runs.at(-1)?.last ?? "0", hash: runs.at(-1)?.hash ?? "0".repeat(64) });
  return {
    head,
    add(line) {
      digest.update(`${line}\n`);
      const { seq, prev, hash, body } = JSON.parse(line);
      if (seq === undefined) return;
      if (createHash("sha256").update(`${prev}\n${seq}\n${body}`).digest("hex") !== hash)
        throw new Sentence(`The content of record ${seq} is not what was hashed; nothing was detached.`);
      const run = runs.at(-1);
      if (run && BigInt(run.last) + 1n === BigInt(seq)) {
        if (run.hash !== prev)
          throw new Sentence(`Record ${seq} does not follow record ${run.last}; nothing was detached.`);
        Object.assign(run, { last: seq, hash });
      } else runs.push({ first: seq, last: seq, prev, hash });
      records++;
    },
    result: () => ({ records, runs, sha256: digest.copy().digest("hex") }),
  };
}

/** One transaction: what was archived, the detaching, and the record of it. The table stays, guarded as before. */
async function detach(client, month, { records, runs, file, sha256 }) {
  const table = tableOf(month);
  await client.query("BEGIN");
  try {
    await client.query("LOCK TABLE audit_record IN ACCESS EXCLUSIVE MODE");
    const { rows } = await client.query(`SELECT count(*)::int AS now FROM ${table}`);
    if (rows[0].now !== records) throw new Sentence(`${month} got records meanwhile: run it again.`);
    const { at } = (await client.query("SELECT max(at) AS at FROM audit_record")).rows[0];
    await client.query(
      "INSERT INTO audit_archive (month, records, runs, file, sha256, at) VALUES ($1, $2, $3, $4, $5, $6)",
      [month, records, JSON.stringify(runs), file, sha256, at],
    );
    await client.query(`ALTER TABLE audit_record DETACH PARTITION ${table}`);
    const details = { file, first: runs[0].first, last: runs.at(-1).last, month, records, sha256 };
    await client.query("INSERT INTO audit_record (at, body) VALUES ($1, $2)", [at, bodyOf(at, details)]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

/** As lib/domain/audit/event.ts writes a record: members in the order of their names, no spaces. */
function bodyOf(at, details) {
  return JSON.stringify({
    actor: { id: "owner", name: "The database's owner", role: null },
    address: null,
    at: at.toISOString(),
    details,
    environment: null,
    format: 2,
    kind: "audit-archived",
    outcome: "done",
    reason: null,
    requestId: null,
    salt: randomBytes(16).toString("hex"),
    subject: details.month,
  });
}

if (process.argv[1] === import.meta.filename)
  await Promise.resolve()
    .then(async () => {
      const options = { before: { type: "string" }, to: { type: "string" } };
      const { before, to } = parseArgs({ options }).values;
      if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(before ?? "") || !to) throw new Sentence(USAGE);
      const url = addressIn(process.env, "DATABASE_OWNER_URL");
      if (!url) throw new Sentence("DATABASE_OWNER_URL is not set: only the owner archives.");
      await reach("DATABASE_OWNER_URL", url);
      return archiveAudit({ url, before, to });
    })
    .then((done) => say(done.length > 0 ? `archived ${done.join(", ")}` : "there is no month to archive"))
    .catch(endWith);
