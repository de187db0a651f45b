import type { Pipeline } from "@/lib/domain/pipeline";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import { pause } from "@/lib/pause";
import type { ArgoCd, Clock, GitHost, Listen, Log, ProjectionStore } from "@/lib/ports";
import { type Book, createBook } from "./application-book";
import { followStream, type RHYTHM } from "./follow-stream";
import { createCommitMemory } from "./remember-commits";
import { createReporter } from "./report-instance";
import { createValuesAt } from "./values-at";
import { watchPods } from "./watch-pods";
import { createWriter } from "./write-changes";

export type InstanceWatch = {
  argocd: ArgoCd;
  git: GitHost;
  store: ProjectionStore;
  clock: Clock;
  log: Log;
  listen: Listen;
  branch: string;
  policyChannel: string;
  gitChannel: string;
  rhythm?: Partial<typeof RHYTHM>;
};

const RECONSIDER_MS = 1_000;
/** What the Git host did not give is asked for again, though nothing changes meanwhile. */
const ASK_AGAIN_MS = 15_000;

/** Watches one Argo CD for as long as this process leads it: stream, then list, then relist (contract 3.3). */
export async function watchInstance(deps: InstanceWatch, stop: AbortSignal): Promise<void> {
  const { argocd, store, clock, log } = deps;
  let pipeline: Pipeline | null = null;
  let claimed: ResolvedEnvironment[] = [];
  const services = () => pipeline?.services ?? [];
  const onRead = (environment: string, row: string) => {
    book.touch(environment, row);
    writer.wake();
  };
  const values = createValuesAt({ git: deps.git, log, services, environments: () => claimed, onRead });
  let head: string | null = null;
  const book = createBook({
    instance: argocd.instance,
    startedAt: clock.now(),
    now: () => clock.now(),
    values: values.read,
    gitAhead: (environment, row, deployed) => (head ? values.differs(environment, row, deployed, head) : null),
    serviceAhead: (environment, row, service, deployed) =>
      head ? values.differsFor(environment, row, service, deployed, head) : null,
  });
  const commits = createCommitMemory({ git: deps.git, store, log });
  const writer = createWriter({
    instance: argocd.instance,
    book,
    store,
    clock,
    log,
    written: (change) => void commits.remember(change),
  });

  const reloadPolicy = async () => {
    const [inForce, environments, newest] = await Promise.all([
      store.policyInForce(),
      store.environments(),
      store.gitHead(deps.branch),
    ]);
    if (placesOfVersions(pipeline) !== placesOfVersions(inForce?.pipeline ?? null)) values.clear();
    pipeline = inForce?.pipeline ?? null;
    claimed = environments;
    head = newest;
    book.setPolicy(inForce ? { pipeline: inForce.pipeline, environments, head } : null);
    writer.wake();
  };

  book.remember(await store.load(argocd.instance));
  await reloadPolicy();
  let reloading: Promise<void> = Promise.resolve();
  /** In turn: an older reading must not come after a newer one. */
  const onPolicy = () => {
    reloading = reloading
      .then(reloadPolicy)
      .catch((error: unknown) => log.error("policy could not be loaded", { reason: String(error) }));
  };
  deps.listen(deps.policyChannel, onPolicy, stop);
  deps.listen(deps.gitChannel, onPolicy, stop);

  const report = createReporter(deps);
  clock.onMoved?.(report.again);
  const changed = () => writer.wake();
  await allOrNone(stop, [
    (signal) => writer.run(signal),
    (signal) => watchPods({ argocd, book, services, changed, log }, signal),
    (signal) => keepFollowing({ ...deps, book, report, changed }, signal),
    (signal) => keepReconsidering(book, changed, signal),
    (signal) => keepAsking([values.askAgain, commits.askAgain], signal),
  ]);
}

/** Where versions stand in the values files, as text to compare. */
function placesOfVersions(pipeline: Pipeline | null): string {
  const services = pipeline?.services.map(({ name, version }) => [name, version]);
  return JSON.stringify([services, pipeline?.environments.map(({ name, version, values }) => [name, version, values])]);
}

async function keepReconsidering(book: Book, changed: () => void, stop: AbortSignal) {
  while (!stop.aborted) {
    if (book.reconsider()) changed();
    await pause(RECONSIDER_MS, stop);
  }
}

async function keepAsking(questions: (() => void | Promise<void>)[], stop: AbortSignal) {
  while (!stop.aborted) {
    await pause(ASK_AGAIN_MS, stop);
    for (const ask of questions) await ask();
  }
}

async function keepFollowing(
  deps: Parameters<typeof followStream>[0] & { report: ReturnType<typeof createReporter> },
  stop: AbortSignal,
) {
  let attempt = 0;
  while (!stop.aborted) {
    const { failure, wasLive } = await followStream(deps, stop);
    if (stop.aborted) return;
    attempt = wasLive ? 0 : attempt + 1;
    await deps.report.lost(failure);
    await pause(backOffMs(attempt), stop);
  }
}

/** Half a second first, then doubling to ten, with a fifth of jitter: many watches must not come back in step. */
function backOffMs(attempt: number): number {
  return Math.min(10_000, 500 * 2 ** Math.min(attempt, 6)) * (0.9 + Math.random() * 0.2);
}

/** Runs parts that need each other: when one fails, the others are stopped and waited for before the failure is told. */
async function allOrNone(stop: AbortSignal, parts: ((signal: AbortSignal) => Promise<void>)[]): Promise<void> {
  const own = new AbortController();
  const signal = AbortSignal.any([stop, own.signal]);
  const ended = await Promise.allSettled(
    parts.map((part) =>
      part(signal).catch((error: unknown) => {
        own.abort();
        throw error;
      }),
    ),
  );
  const failed = ended.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
}
