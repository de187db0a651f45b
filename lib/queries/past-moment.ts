import type { Database } from "@/lib/adapters/db/client";
import type { CellPast } from "@/lib/adapters/db/generated/client";
import { asFailingPods, asHealth, asSync, asWord } from "@/lib/adapters/db/json-columns";
import type { Actor } from "@/lib/auth/actor";
import { CELL_STATES } from "@/lib/domain/cell-state";
import { environmentThen, isUnwatched } from "@/lib/domain/past-moment";
import type { Environment, Pipeline } from "@/lib/domain/pipeline";
import { lag } from "@/lib/domain/semantic-version";
import { sees, sightFor } from "@/lib/domain/sight";
import { TONES } from "@/lib/domain/status";
import { capital, syncWords } from "@/lib/domain/status-words";
import type { Cell, ServiceRow } from "@/lib/http/contracts/overview";
import type { PastEnvironment, PastFilter, PastMoment } from "@/lib/http/contracts/past";
import { commitOf } from "./commit-of";
import { applicationName } from "./deployment-rows";
import { deploymentsThen } from "./deployments-then";
import { pageOf } from "./page-of";
import {
  applicationsThen,
  type CellThen,
  cellsThen,
  changesAround,
  firstKnown,
  policyThen,
  wholeCells,
} from "./read-past";
import { seen } from "./seen";

const ROWS_A_PAGE = 50;
const COLUMNS_A_PAGE = 6;
const DAY_MS = 24 * 60 * 60_000;

/**
 * The overview as it was at an instant, a day ago where none is chosen: the environments of the policy that was in force
 * then, and in them what was known. Of them what the policy now lets be seen.
 */
export async function pastMoment(
  actor: Actor,
  { db, now }: { db: Database; now: Date },
  filter: PastFilter,
): Promise<PastMoment> {
  const asked = filter.at === null ? now.getTime() - DAY_MS : Date.parse(filter.at);
  const at = new Date(Math.min(asked, now.getTime()));
  const [pipeline, { sight }] = await Promise.all([policyThen(db, at), seen(db, sightFor(actor))]);
  const all = (pipeline?.environments ?? [])
    .filter(({ name }) => sees(sight, name))
    .map((one) => (one.from === null || sees(sight, one.from) ? one : { ...one, from: null }))
    .sort((a, b) => a.position - b.position);
  const found = all.filter(({ name }) => name.toLowerCase().includes(filter.env.toLowerCase()));
  const columns = Math.max(1, Math.ceil(found.length / COLUMNS_A_PAGE));
  const first = Math.min(filter.column, (columns - 1) * COLUMNS_A_PAGE);
  const shown = found.slice(first, first + COLUMNS_A_PAGE);
  const names = shown.map(({ name }) => name);
  const feeders = shown.flatMap(({ from }) => (from !== null && !names.includes(from) ? [from] : []));
  const cells = await cellsThen(db, [...names, ...feeders], at);
  const there = servicesOf(cells, names, pipeline, filter.q);
  const { page, pages, offset } = pageOf(filter.page, there.length, ROWS_A_PAGE);
  const services = there.slice(offset, offset + ROWS_A_PAGE);
  const [rows, environments, around, gaps, began] = await Promise.all([
    wholeCells(
      db,
      cells.filter(({ service }) => services.includes(service)),
    ),
    environmentsThen(db, shown, cells, at),
    changesAround(db, names, services, at),
    gapsThen(db, shown, at),
    cells.length === 0 ? firstKnown(db, sight) : null,
  ]);
  return {
    at: at.toISOString(),
    filter: { ...filter, at: at.toISOString(), page, column: first },
    firstKnown: began && began > at ? began.toISOString() : null,
    environments,
    services: services.map((name) => serviceRow(name, rows, shown, pipeline)),
    shownServices: there.length,
    pages,
    columns,
    gaps,
    changeBefore: around.before?.toISOString() ?? null,
    changeAfter: (around.after ?? (began && began > at ? began : null))?.toISOString() ?? null,
  };
}

/** The services that were there, in the policy's order, then by name. */
function servicesOf(cells: CellThen[], environments: string[], pipeline: Pipeline | null, q: string): string[] {
  const order = new Map((pipeline?.services ?? []).map(({ name }, index) => [name, index]));
  const placeOf = (name: string) => order.get(name) ?? order.size;
  const names = new Set(cells.filter((c) => environments.includes(c.environment)).map(({ service }) => service));
  return [...names]
    .filter((name) => name.toLowerCase().includes(q.toLowerCase()))
    .sort((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1));
}

function serviceRow(name: string, rows: CellPast[], shown: Environment[], pipeline: Pipeline | null): ServiceRow {
  const of = (environment: string | null) =>
    rows.find((row) => row.environment === environment && row.service === name);
  return {
    name,
    about: pipeline?.services.find((service) => service.name === name)?.about ?? "",
    cells: shown.flatMap(({ name: environment, from }) => {
      const row = of(environment);
      return row ? [cellOf(row, of(from))] : [];
    }),
  };
}

function cellOf(row: CellPast, source: CellPast | undefined): Cell {
  const [own, before] = [versionOf(row), source ? versionOf(source) : null];
  return {
    key: `${row.environment}/${row.service}`,
    environment: row.environment,
    service: row.service,
    application: applicationName(row.applicationId),
    state: asWord(row.state, CELL_STATES, "unknown"),
    tone: asWord(row.tone, TONES, "unknown"),
    words: row.words,
    desired: row.desired,
    running: row.running,
    inGit: row.inGit,
    sync: asSync(row.sync),
    health: asHealth(row.health),
    ready: null,
    stillServes: null,
    failing: asFailingPods(row.failing).map((pod) => ({ ...pod, message: "", restarts: 0 })),
    lag: own === null || before === null ? null : lag(own, before),
    since: row.at.toISOString(),
  };
}

function versionOf({ desired, running }: CellPast): string | null {
  return desired ?? running.at(-1) ?? null;
}

async function environmentsThen(
  db: Database,
  shown: Environment[],
  cells: CellThen[],
  at: Date,
): Promise<PastEnvironment[]> {
  const names = shown.map(({ name }) => name);
  const [applications, deployments] = await Promise.all([
    applicationsThen(db, names, at),
    deploymentsThen(db, names, at),
  ]);
  const shas = [...deployments.values()].flatMap(({ revision }) => revision ?? []);
  const commits = new Map((await db.commit.findMany({ where: { sha: { in: shas } } })).map((row) => [row.sha, row]));
  return shown.map(({ name, short }) => {
    const deployed = deployments.get(name);
    const verdict = environmentThen(
      applications.filter(({ environment }) => environment === name).map((row) => ({ ...row, ...stateOf(row) })),
      cells.filter(({ environment }) => environment === name).map(stateOf),
    );
    return {
      name,
      short,
      verdict: verdict && { ...verdict, syncWords: capital(syncWords(verdict.sync)) },
      revision: deployed?.revision ? commitOf(deployed.revision, commits.get(deployed.revision)) : null,
      lastDeployment: deployed?.last ?? null,
    };
  });
}

function stateOf({ tone, sync, health }: { tone: string; sync: string; health: string }) {
  return { tone: asWord(tone, TONES, "unknown"), sync: asSync(sync), health: asHealth(health) };
}

async function gapsThen(db: Database, shown: Environment[], at: Date): Promise<PastMoment["gaps"]> {
  const rows = await db.watchGap.findMany({
    where: {
      instance: { in: shown.map(({ argocd }) => argocd) },
      from: { lt: at },
      OR: [{ until: null }, { until: { gt: at } }],
    },
    orderBy: [{ instance: "asc" }, { from: "asc" }],
  });
  return rows
    .filter((gap) => isUnwatched(gap, at))
    .map(({ instance, from, until }) => ({
      instance,
      from: from.toISOString(),
      until: until?.toISOString() ?? null,
    }));
}
