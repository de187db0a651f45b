import path from "node:path";
import { approvePolicy } from "./approve-policy.mjs";
import { startDemoServices } from "./demo-services.mjs";
import { embeddedDb } from "./embedded-db.mjs";
import { firstAdminCode, policyNamesSomebody } from "./first-admin.mjs";
import { claimFleet, FLEET_ENVIRONMENTS } from "./fleet-policy.mjs";
import { root } from "./install.mjs";
import { rememberParts } from "./leftovers.mjs";
import { hasHistory, makeHistory } from "./make-history.mjs";
import { migrate } from "./migrate.mjs";
import { ownDatabase, reachOwnDatabase } from "./own-database.mjs";
import { startPart } from "./parts.mjs";
import { freePort, isFree } from "./ports.mjs";
import { program, webProgram } from "./programs.mjs";
import { Sentence, say, saying } from "./say.mjs";
import { secretsIn } from "./secrets.mjs";

/**
 * Database, simulators, worker, web: each waits for what it needs. Parts are listed before they are ready, so that a
 * Ctrl-C meanwhile stops them too. `onChange` gets the addresses and processes, again after each restart.
 */
export async function launch({ options, real, dataDir, parts, onChange }) {
  const secrets = secretsIn(dataDir);
  const logDir = path.join(dataDir, "logs");
  const webPort = await webPortFor(options);
  const web = `http://127.0.0.1:${webPort}`;
  let addresses = { web };
  let complete = false;
  const changed = () => {
    rememberParts(dataDir, parts);
    if (complete) onChange({ ...addresses, pids: pidsOf(parts) });
  };
  const add = (what, start) =>
    saying(what, () => {
      const part = start(changed);
      parts.push(part);
      rememberParts(dataDir, parts);
      return part.ready;
    });
  const database = await databaseFor(dataDir, parts);
  await saying("migrations", () =>
    migrate({ url: database.ownerUrl, dir: path.join(root, "prisma/migrations"), log: (line) => say(`  · ${line}`) }),
  );
  const demo = real ? null : await startDemoServices({ options, dataDir, logDir, secrets, web, add });
  const code = real ? firstAdminCode() : null;
  const env = {
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: "", // what runs owns nothing
    NEXTAUTH_URL: process.env.NEXTAUTH_URL ?? web,
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET ?? secrets.session,
    NEXT_TELEMETRY_DISABLED: "1",
    ...anchorsIn(dataDir, process.env),
    ...(code ? { SLIPWAY_FIRST_ADMIN_CODE_HASH: code.hash } : {}),
    ...demo?.env,
  };
  await add("worker", (onRestart) =>
    startPart({ name: "worker", ...program("worker", options), env, logDir, onRestart }),
  );
  if (demo && !hasHistory(dataDir))
    await saying("three weeks of history", () =>
      makeHistory({ dataDir, ...demo.addresses, secrets, ownerUrl: database.ownerUrl }),
    );
  const fleet = demo !== null && options.applications > 0;
  let waits = false;
  if (fleet)
    waits = await saying(`a fleet of ${options.applications} applications`, () =>
      claimFleet(demo.addresses.cloneUrl, Math.min(options.applications, FLEET_ENVIRONMENTS)),
    );
  await add("web", (onRestart) =>
    startPart({ name: "web", ...webProgram(options, webPort), env, logDir, onRestart, ready: /Ready in|✓ Ready/ }),
  );
  if (waits) await saying("approval of the fleet's policy", () => approvePolicy(web));
  addresses = { web, ...demo?.addresses };
  complete = true;
  changed();
  const codeOpens = code !== null && !(await policyNamesSomebody(database.url));
  return { ...addresses, firstAdminCode: codeOpens ? code.text : null };
}

/** One's own places for the audit's anchors, or the data folder. */
function anchorsIn(dataDir, env) {
  if (env.AUDIT_ANCHOR_DIR?.trim() || env.AUDIT_SIGNING_KEY_FILE?.trim()) return {};
  return {
    AUDIT_ANCHOR_DIR: path.join(dataDir, "anchors"),
    AUDIT_SIGNING_KEY_FILE: path.join(dataDir, "audit-signing-key.pem"),
  };
}

function pidsOf(parts) {
  return Object.fromEntries(parts.filter((part) => part.pid).map((part) => [part.name, part.pid()]));
}

async function webPortFor(options) {
  if (options.port !== null && options.port !== 0) {
    if (!(await isFree(options.port)))
      throw new Sentence(`Port ${options.port} is taken. Give another with --port, or leave it out.`);
    return options.port;
  }
  const port = await freePort(options.port ?? 3000);
  if (options.port === null && port !== 3000) say(`  · port 3000 is taken; using ${port}`);
  return port;
}

/** A database of one's own by DATABASE_URL, else the embedded one. */
async function databaseFor(dataDir, parts) {
  const own = ownDatabase(process.env);
  if (own) {
    await saying("database", () => reachOwnDatabase(own));
    return own;
  }
  const database = await saying("database", () => embeddedDb({ dir: dataDir }));
  parts.push({ name: "database", stop: database.stop });
  return database;
}
