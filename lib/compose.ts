import { createArgoCd } from "./adapters/argocd/client";
import { createInsideClient } from "./adapters/argocd/inside-client";
import { createSharedInside } from "./adapters/argocd/shared-inside";
import { createAuditLog } from "./adapters/db/append-audit";
import { readAuditHead } from "./adapters/db/audit-head";
import { CLOCK_CHANNEL, GIT_CHANNEL, GIT_WEBHOOK_CHANNEL, POLICY_CHANNEL } from "./adapters/db/channels";
import { type Database, openDatabase } from "./adapters/db/client";
import { readDemoOffsetMs } from "./adapters/db/demo-offset";
import { createFavourites } from "./adapters/db/favourites";
import { keepHouse } from "./adapters/db/housekeeping";
import { createLeadership } from "./adapters/db/leadership";
import { createListen } from "./adapters/db/listen";
import { createMembershipStore } from "./adapters/db/membership-store";
import { createPeople } from "./adapters/db/people";
import { createPolicyDecisions } from "./adapters/db/policy-decisions";
import { createProjectionStore } from "./adapters/db/projection-store";
import { createServiceTokens } from "./adapters/db/service-tokens";
import { createDemoClocks } from "./adapters/demo/demo-clocks";
import { createGitHost } from "./adapters/github/client";
import { createGitMembership } from "./adapters/github/membership";
import { createGitWriters } from "./adapters/github/writers";
import { readPipeline } from "./adapters/policy/read-pipeline";
import { createAnchorFolder } from "./adapters/system/anchor-folder";
import { systemClock } from "./adapters/system/clock";
import { demoClock } from "./adapters/system/demo-clock";
import { createLimits } from "./adapters/system/limits";
import { createLog } from "./adapters/system/log";
import { releaseIn } from "./adapters/system/release";
import { type Config, config } from "./config";
import type { ArgoCdInside, Clock, Listen, Log } from "./ports";

/** A page says that the database does not answer sooner than a person gives up. */
const WEB_QUERY_MS = 8_000;
/** A page gives up after 15 s: before that it is told who does not answer. */
const WHILE_SOMEBODY_WAITS = { callMs: 12_000 };
/** The Git host is asked up to three times. */
const GIT_CALL_MS = 3_500;

/** What the web process needs: a database, a way to hear changes, a clock, a log. */
export function composeWeb() {
  const settings = config();
  const log = createLog(settings.logLevel, "web");
  const db = openDatabase(settings.database.url, { queryTimeoutMs: WEB_QUERY_MS });
  const listen = createListen(settings.database.url, log);
  const clock = clockOf(settings, db, listen, log, new AbortController().signal);
  const audit = createAuditLog(db);
  const demoClocks = settings.demo ? createDemoClocks({ db, simulators: simulatorsOf(settings) }) : null;
  const git = createGitHost({ ...settings.git, log, timeoutMs: GIT_CALL_MS });
  const favourites = createFavourites(db);
  const policyDecisions = createPolicyDecisions(db);
  const people = createPeople(db);
  const release = releaseIn(process.cwd());
  return {
    settings,
    log,
    clock,
    /** Sessions, tokens and limits end by real time, whatever the demo's clock says. */
    realClock: systemClock,
    db,
    audit,
    people,
    limits: createLimits(),
    anchors: settings.anchors && createAnchorFolder(settings.anchors),
    listen,
    demoClocks,
    git,
    favourites,
    policyDecisions,
    readPolicy: readPipeline,
    serviceTokens: createServiceTokens(db),
    release,
    insideOf: insidesOf(settings, clock),
  };
}

/** The inside of each configured Argo CD, made when it is first asked for: what is wrong with one spoils only its pages. */
function insidesOf(settings: Config, clock: Clock): (instance: string) => ArgoCdInside | null {
  const made = new Map<string, ArgoCdInside>();
  return (name) => {
    const instance = settings.argocd.find((one) => one.name === name);
    if (!instance) return null;
    const inside =
      made.get(name) ??
      createSharedInside(createInsideClient({ ...argoCdOf(instance), clock, patience: WHILE_SOMEBODY_WAITS }), {
        clock,
      });
    made.set(name, inside);
    return inside;
  };
}

function argoCdOf({ name, url, token, insecure, caFile }: Config["argocd"][number]) {
  return { instance: name, url, token, insecure, ...(caFile === null ? {} : { caFile }) };
}

/** In demo mode the Git host and the Argo CD are the simulators that the start made (config.ts checks it). */
function simulatorsOf(settings: Config): string[] {
  return [settings.git.webUrl, ...settings.argocd.map((instance) => instance.url)];
}

/** In the demo time can be moved; everywhere else it is the system's. */
function clockOf(settings: Config, db: Database, listen: Listen, log: Log, stop: AbortSignal): Clock {
  if (!settings.demo) return systemClock;
  return demoClock({ listen, channel: CLOCK_CHANNEL, readOffsetMs: () => readDemoOffsetMs(db), log, stop });
}

/** Our credentials are for the Git host: they say nothing of people who sign in with another GitHub. */
function readsMembership({ signIn, git }: Config): boolean {
  return signIn.github !== null && signIn.github.apiUrl === git.apiUrl;
}

function anchoringOf(settings: Config, db: Database, clock: Clock) {
  if (!settings.anchors) return null;
  const anchors = createAnchorFolder(settings.anchors);
  return { audit: createAuditLog(db), anchors, clock, readHead: () => readAuditHead(db) };
}

/** The worker's parts, wired from the configuration; nothing runs yet. */
export function composeWorker(stop: AbortSignal) {
  const settings = config();
  const log: Log = createLog(settings.logLevel, "worker");
  const db = openDatabase(settings.database.url);
  const store = createProjectionStore(db);
  const listen = createListen(settings.database.url, log);
  const clock = clockOf(settings, db, listen, log, stop);
  const { git: gitSettings } = settings;
  const git = createGitHost({ ...gitSettings, log });
  const shared = { git, store, clock, log, listen, branch: gitSettings.branch };
  return {
    log,
    stop,
    leadership: createLeadership(settings.database.url, log),
    gitWatch: {
      ...shared,
      gitWriters: createGitWriters({ ...gitSettings, log }),
      readPolicy: readPipeline,
      pipelinePath: settings.pipelinePath,
      pollMs: gitSettings.pollSeconds * 1_000,
      webhookChannel: GIT_WEBHOOK_CHANNEL,
    },
    instanceWatches: settings.argocd.map((instance) => ({
      ...shared,
      argocd: createArgoCd(argoCdOf(instance)),
      policyChannel: POLICY_CHANNEL,
      gitChannel: GIT_CHANNEL,
    })),
    membershipWatch: readsMembership(settings)
      ? {
          ...shared,
          realClock: systemClock,
          membership: createGitMembership({ ...gitSettings, log }),
          people: createMembershipStore(db),
        }
      : null,
    housekeeping: (held: AbortSignal) => keepHouse(db, clock, log, held),
    anchoring: anchoringOf(settings, db, clock),
    close: () => db.$disconnect(),
  };
}
