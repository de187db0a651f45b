import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { freePort } from "./ports.mjs";
import { binaries, runAs } from "./postgres-binaries.mjs";
import { Sentence } from "./say.mjs";

const SETTINGS = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "timezone=UTC",
  "log_timezone=UTC",
  "max_connections=80",
];
const DATABASE = "slipway";

/**
 * Starts, or adopts, a private PostgreSQL. Two starters at once, or a server that is still going down: one wins and the
 * other adopts. Gives the addresses of two roles: one owns the schema, one runs web and worker and owns nothing.
 */
export async function embeddedDb(options) {
  for (let left = 40; ; left--) {
    try {
      return await start(options);
    } catch (error) {
      if (!left || !/postmaster\.pid" already exists/.test(error.message)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

async function start({ dir, log = () => {} }) {
  const data = path.join(dir, "pgdata");
  const as = runAs();
  fs.mkdirSync(dir, { recursive: true, mode: 0o755 });
  const passwords = passwordsIn(dir);
  const programs = binaries();
  for (const file of Object.values(programs)) makeExecutable(file);
  checkVersion(data, programs.postgres);
  if (!fs.existsSync(path.join(data, "PG_VERSION"))) {
    createCluster({ data, dir, as, initdb: programs.initdb, password: passwords.admin });
    log("database cluster created");
  }
  const running = await adoptable(data, passwords.admin);
  if (running) {
    log("adopted the running server");
    return ready(data, running, passwords);
  }
  const port = await freePort(0);
  const server = spawnServer({ postgres: programs.postgres, data, port, as });
  await answering(server, port, passwords.admin);
  return ready(data, port, passwords);
}

/** Another major version cannot read the files; that it is said beats a server that does not start. */
function checkVersion(data, postgres) {
  const file = path.join(data, "PG_VERSION");
  if (!fs.existsSync(file)) return;
  const made = fs.readFileSync(file, "utf8").trim();
  const { stdout } = spawnSync(postgres, ["--version"], { encoding: "utf8" });
  const here = /\b(\d+)\.\d/.exec(stdout ?? "")?.[1];
  if (here && here !== made)
    throw new Sentence(
      `The data in ${data} was made by PostgreSQL ${made}, and this is ${here}. Begin anew with --reset, or give another --data DIR.`,
    );
}

function passwordsIn(dir) {
  const file = path.join(dir, "passwords.json");
  if (!fs.existsSync(file)) {
    const made = Object.fromEntries(
      ["admin", "owner", "app"].map((role) => [role, randomBytes(24).toString("base64url")]),
    );
    fs.writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  }
  return JSON.parse(fs.readFileSync(file, "utf8"));
}

function makeExecutable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
  } catch {
    fs.chmodSync(file, 0o755);
  }
}

function createCluster({ data, dir, as, initdb, password }) {
  fs.mkdirSync(data, { recursive: true, mode: 0o700 });
  const passwordFile = path.join(dir, `.pw-${process.pid}`);
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  if (as.uid) {
    fs.chownSync(data, as.uid, as.gid);
    fs.chownSync(passwordFile, as.uid, as.gid);
  }
  const locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  const made = spawnSync(
    initdb,
    ["-D", data, "-U", "slipway_admin", "-A", "scram-sha-256", `--pwfile=${passwordFile}`, ...locale],
    { ...as, encoding: "utf8" },
  );
  fs.rmSync(passwordFile, { force: true });
  if (made.status === 0) return;
  const reason = String(made.stderr || made.error);
  if (/[Pp]ermission denied/.test(reason))
    throw new Sentence(
      `PostgreSQL runs as another user here and cannot reach ${data}: keep the data in a folder that everybody may enter (--data DIR).`,
    );
  throw new Error(`initdb failed: ${reason}`);
}

const addressOf = (role, password, port, database) => `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;

async function answers(port, password) {
  const client = new pg.Client({
    connectionString: addressOf("slipway_admin", password, port, "postgres"),
    connectionTimeoutMillis: 1_500,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The port of a server that a dead starter left behind; a zombie's lock file is removed. */
async function adoptable(data, password) {
  const lock = path.join(data, "postmaster.pid");
  if (!fs.existsSync(lock)) return null;
  const [pid, , , port] = fs.readFileSync(lock, "utf8").split("\n");
  if (port && (await answers(Number(port), password))) return Number(port);
  try {
    if (/^State:\s+Z/m.test(fs.readFileSync(`/proc/${Number(pid)}/status`, "utf8"))) fs.rmSync(lock);
  } catch {
    return null; // gone, or no /proc: PostgreSQL judges for itself
  }
  return null;
}

function spawnServer({ postgres, data, port, as }) {
  const args = ["-D", data, "-p", String(port), ...SETTINGS.flatMap((setting) => ["-c", setting])];
  const child = spawn(postgres, args, {
    ...as,
    stdio: ["ignore", "ignore", "pipe"],
    detached: process.platform !== "win32",
  });
  const server = { child, tail: "", exited: false };
  child.stderr.on("data", (chunk) => {
    server.tail = (server.tail + chunk).slice(-4_000);
  });
  child.on("exit", () => {
    server.exited = true;
  });
  return server;
}

async function answering(server, port, password) {
  for (let tries = 0; tries < 600; tries++) {
    if (server.exited) throw new Error(`postgres did not start: ${server.tail}`);
    if (await answers(port, password)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`postgres did not start: ${server.tail}`);
}

async function ready(data, port, passwords) {
  await createRoles(port, passwords);
  return {
    url: addressOf("slipway_app", passwords.app, port, DATABASE),
    ownerUrl: addressOf("slipway_owner", passwords.owner, port, DATABASE),
    adminUrl: addressOf("slipway_admin", passwords.admin, port, DATABASE),
    port,
    stop: () => stopServer(data),
  };
}

/** Stops the server of a data directory, whoever started it; SIGINT is PostgreSQL's "fast shutdown". */
async function stopServer(data) {
  const lock = path.join(data, "postmaster.pid");
  if (!fs.existsSync(lock)) return;
  try {
    process.kill(Number(fs.readFileSync(lock, "utf8").split("\n")[0]), "SIGINT");
  } catch {
    return; // it went by itself
  }
  for (let tries = 0; fs.existsSync(lock) && tries < 400; tries++)
    await new Promise((resolve) => setTimeout(resolve, 25));
}

/** For a new beginning: the server that a killed start may have left on this data. */
export async function stopLeftServer(dir) {
  const data = path.join(dir, "pgdata");
  const { admin } = fs.existsSync(path.join(dir, "passwords.json")) ? passwordsIn(dir) : {};
  if (admin && (await adoptable(data, admin))) await stopServer(data);
}

/** The owner migrates; the app role reads and writes rows and owns nothing (decisions.md 1). */
async function createRoles(port, passwords) {
  await query(addressOf("slipway_admin", passwords.admin, port, "postgres"), async (client) => {
    for (const [role, password] of [
      ["slipway_owner", passwords.owner],
      ["slipway_app", passwords.app],
    ]) {
      const known = await client.query("select 1 from pg_roles where rolname = $1", [role]);
      if (!known.rowCount) await client.query(`create role ${role} login password ${client.escapeLiteral(password)}`);
    }
    const database = await client.query("select 1 from pg_database where datname = $1", [DATABASE]);
    if (!database.rowCount) await client.query(`create database ${DATABASE} owner slipway_owner`);
  });
  await query(addressOf("slipway_owner", passwords.owner, port, DATABASE), async (client) => {
    await client.query(
      "alter default privileges in schema public grant select, insert, update, delete on tables to slipway_app",
    );
    await client.query("alter default privileges in schema public grant usage, select on sequences to slipway_app");
  });
}

async function query(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
