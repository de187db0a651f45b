import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { BEGINNING, instantOf, PLAN, withTags } from "./history-plan.mjs";
import { root } from "./install.mjs";
import { say } from "./say.mjs";

const ENVIRONMENTS = ["dev-env-1", "staging-env-1", "production-env-1"];
const SCHEMA = "public/pipeline.schema.json";
const PEOPLE = {
  dana: "Dana Ito",
  quinn: "Quinn Vale",
  ines: "Ines Moreau",
  sam: "Sam Roth",
  noor: "Noor Haddad",
  ada: "Ada Brandt",
};
const SEEN_MS = 20_000;
const MINUTE = 60_000;

const doneFile = (dataDir) => path.join(dataDir, "history.json");

/** Whether the demo's three weeks have gone by already. */
export function hasHistory(dataDir) {
  return existsSync(doneFile(dataDir));
}

/** When the demo's clocks begin: three weeks back, the first time; later starts go on from where they are. */
export function beginning(dataDir, now = new Date()) {
  return hasHistory(dataDir) ? null : instantOf(15, "08:00", now);
}

/** The repository as it stood three weeks ago: the shipped files with the versions of then. */
export function seedOfThen(dataDir) {
  const seed = path.join(dataDir, "seed");
  for (const part of ["helm-charts", "environments", "argocd-apps"])
    cpSync(path.join(root, part), path.join(seed, part), { recursive: true });
  cpSync(path.join(root, SCHEMA), path.join(seed, SCHEMA)); // the policy names it, for editors
  for (const environment of ENVIRONMENTS) {
    const file = path.join(seed, "environments", environment, "values.yaml");
    writeFileSync(file, withTags(readFileSync(file, "utf8"), BEGINNING));
  }
  return seed;
}

/**
 * Lets three weeks go by, quickly: the same commits, webhooks, syncs and watch as in earnest, with the clocks of both
 * simulators and of the worker moved together. What cannot be finished is left out; the clocks always end at now.
 */
export async function makeHistory({ dataDir, git, argocd, secrets, ownerUrl }) {
  const world = { git, argocd, secrets, db: new pg.Client({ connectionString: ownerUrl }) };
  world.db.on("error", () => undefined); // the next query tells; a Ctrl-C stops the database under us
  await world.db.connect();
  try {
    await moveTo(world, new Date(await clockOf(git)));
    await syncProduction(world, "ada", null);
    for (const line of PLAN) {
      const at = instantOf(line.day, line.time, new Date());
      await moveTo(world, at);
      await carryOut(world, line, at);
    }
  } catch (error) {
    say(`  · the history is shorter than planned: ${error.message}`);
  } finally {
    await moveTo(world, new Date());
    await world.db.end();
  }
  writeFileSync(doneFile(dataDir), JSON.stringify({ madeAt: new Date().toISOString() }));
}

async function carryOut(world, line, at) {
  if (line.act) return act(world, line, at);
  const sha = await commit(world, line);
  await world.db.query("notify slipway_git_webhook"); // nobody takes the Git host's own yet
  if (line.sync) {
    await refreshed(world, line.environment);
    await moveTo(world, new Date(at.getTime() + 11 * MINUTE));
    await syncProduction(world, line.who, sha);
    return;
  }
  await refreshed(world, line.environment);
  await let90SecondsPass(world, at);
  if (willFail(line)) await letRetriesPass(world, at);
  await seen(world, line.environment, sha);
  if (failsToRun(line)) await failingSeen(world, line.environment, at);
}

/** The cluster refuses it, and Argo CD tries again for some minutes. */
function willFail({ tags }) {
  return Object.values(tags).some((tag) => tag.endsWith("-refused"));
}

/** Its pods do not come up. */
function failsToRun({ tags }) {
  return Object.values(tags).some((tag) => /-(crash|nopull)$/.test(tag));
}

/** Waits until the worker has looked at the pods and named the failing one, before the clocks go on. */
async function failingSeen({ db }, environment, since) {
  await until(async () => {
    const { rowCount } = await db.query(
      `select from observation where environment = $1 and kind = 'pod-failing' and at >= $2 limit 1`,
      [environment, since],
    );
    return rowCount > 0;
  }, `the failing pod in ${environment}`);
}

async function letRetriesPass(world, at) {
  for (const minutes of [2, 3, 4, 6, 8, 12]) await moveTo(world, new Date(at.getTime() + minutes * MINUTE));
}

/** What happens without a commit: a hand in the cluster, a dry run, a rollback. */
async function act(world, line, at) {
  const before = await operationsSeen(world, line.environment);
  const name = `${line.environment}-linq-platform`;
  const url = `${world.argocd}/api/v1/applications/${name}`;
  const headers = { authorization: `Bearer ${world.secrets.argocdAdmin}` };
  const infos = [{ name: "Requested by", value: PEOPLE[line.who] }];
  if (line.act === "drift") {
    const drift = { application: name, service: line.service, kind: line.kind };
    await post(`${world.argocd}/simulator/drift`, drift, { "x-simulator": "1" });
  }
  if (line.act === "dry-run") await post(`${url}/sync`, { project: "linq", dryRun: true, infos }, headers);
  if (line.act === "rollback")
    await post(`${url}/rollback`, { project: "linq", id: await previousId(url, headers) }, headers);
  await let90SecondsPass(world, at);
  await until(
    async () => (await operationsSeen(world, line.environment)) > before,
    `the ${line.act} in ${line.environment}`,
  );
}

/** The deployment before the one that runs, as Argo CD numbers it. */
async function previousId(url, headers) {
  const answer = await fetch(`${url}?projects=linq`, { headers, signal: AbortSignal.timeout(10_000) });
  return (await answer.json()).status.history.at(-2).id;
}

async function operationsSeen({ db }, environment) {
  const { rows } = await db.query(
    `select count(*)::int as seen from observation
     where environment = $1 and kind = 'operation' and "to" in ('Succeeded', 'Failed', 'Error')`,
    [environment],
  );
  return rows[0].seen;
}

/** Argo CD has compared with the newest commit: the webhook may still be on its way. */
async function refreshed({ argocd, secrets }, environment) {
  const url = `${argocd}/api/v1/applications/${environment}-linq-platform?refresh=normal&projects=linq`;
  const answer = await fetch(url, {
    headers: { authorization: `Bearer ${secrets.argocdAdmin}` },
    signal: AbortSignal.timeout(10_000),
  });
  await answer.arrayBuffer();
}

async function let90SecondsPass(world, at) {
  for (const seconds of [5, 15, 30, 90]) await moveTo(world, new Date(at.getTime() + seconds * 1_000));
}

/** All clocks together: the worker's first, so that what it then sees is not older than its own time. */
async function moveTo(world, target) {
  const offsetMs = Math.min(0, target.getTime() - Date.now());
  await world.db.query(
    `insert into setting (key, value) values ('demo-clock', $1) on conflict (key) do update set value = excluded.value`,
    [JSON.stringify({ offsetMs })],
  );
  await world.db.query("notify slipway_clock");
  await post(`${world.git}/simulator/clock`, { advanceTo: target.toISOString() }, { "x-simulator": "1" });
  await post(`${world.argocd}/simulator/clock`, { advanceTo: target.toISOString() }, { "x-simulator": "1" });
}

async function clockOf(git) {
  const answer = await fetch(`${git}/simulator/clock`, { signal: AbortSignal.timeout(5_000) });
  return (await answer.json()).now;
}

async function commit({ git, secrets }, { environment, tags, who, message }) {
  const url = `${git}/api/v3/repos/linq/gitops/contents/environments/${environment}/values.yaml`;
  const headers = { authorization: `Bearer ${secrets.git}` };
  const before = await (await fetch(url, { headers, signal: AbortSignal.timeout(10_000) })).json();
  const text = withTags(Buffer.from(before.content, "base64").toString("utf8"), tags);
  const author = { name: PEOPLE[who], email: `${who}@linq.example` };
  const body = { message, sha: before.sha, branch: "main", author, content: Buffer.from(text).toString("base64") };
  const made = await post(url, body, headers, "PUT");
  return made.commit.sha;
}

async function syncProduction(world, who, sha) {
  const url = `${world.argocd}/api/v1/applications/production-env-1-linq-platform`;
  const headers = { authorization: `Bearer ${world.secrets.argocdAdmin}` };
  await post(
    `${url}/sync`,
    { project: "linq", prune: false, infos: [{ name: "Requested by", value: PEOPLE[who] }] },
    headers,
  );
  await let90SecondsPass(world, new Date(await clockOf(world.git)));
  if (sha) await seen(world, "production-env-1", sha);
}

/** Waits until the worker has written how the deployment of this commit ended, and that Git holds nothing newer. */
async function seen({ db }, environment, sha) {
  const isSettled = async () => {
    const { rowCount } = await db.query(
      `select 1 from git_state where head = $2 and not exists (
         select from cell join deployment d on d.environment = cell.environment and d.revision = $2 and d.outcome = 'succeeded'
         where cell.environment = $1 and cell.in_git is not null)`,
      [environment, sha],
    );
    return rowCount > 0;
  };
  const hasEnded = async () => {
    const { rowCount } = await db.query(
      "select 1 from deployment where environment = $1 and revision = $2 and outcome <> 'running'",
      [environment, sha],
    );
    return rowCount > 0;
  };
  await until(hasEnded, `the deployment of ${sha.slice(0, 7)} to ${environment}`);
  await until(isSettled, `that ${environment} has all that Git holds`);
}

async function until(holds, what) {
  for (const end = Date.now() + SEEN_MS; Date.now() < end; ) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  throw new Error(`${what} was not seen`);
}

async function post(url, body, headers, method = "POST") {
  const answer = await fetch(url, {
    method,
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
    signal: AbortSignal.timeout(60_000),
  });
  if (!answer.ok)
    throw new Error(`${new URL(url).pathname} answered ${answer.status}: ${(await answer.text()).slice(0, 200)}`);
  const text = await answer.text();
  return text ? JSON.parse(text) : null;
}
