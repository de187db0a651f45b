import type { Pipeline } from "@/lib/domain/pipeline";
import { pause } from "@/lib/pause";
import type { ArgoCd, Clock, GitHost, InstanceReport, Listen, Log, OutsideFailure, ProjectionStore } from "@/lib/ports";
import { createBook } from "./application-book";
import { followStream } from "./follow-stream";
import { createCommitMemory } from "./remember-commits";
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
};

/** Watches one Argo CD for as long as this process leads it: stream, then list, then relist (contract 3.3). */
export async function watchInstance(deps: InstanceWatch, stop: AbortSignal): Promise<void> {
  const { argocd, store, clock, log } = deps;
  let pipeline: Pipeline | null = null;
  const services = () => pipeline?.services ?? [];
  const onRead = (environment: string, row: string) => {
    book.touch(environment, row);
    writer.wake();
  };
  const values = createValuesAt({ git: deps.git, log, services, onRead });
  let head: string | null = null;
  const book = createBook({
    instance: argocd.instance,
    startedAt: clock.now(),
    values: values.versions,
    gitAhead: (environment, row, deployed) => (head ? values.differs(environment, row, deployed, head) : null),
  });
  const rememberCommits = createCommitMemory({ git: deps.git, store, log });
  const writer = createWriter({
    book,
    store,
    clock,
    log,
    written: (change) => void rememberCommits(change),
  });

  const reloadPolicy = async () => {
    const [inForce, environments, newest] = await Promise.all([
      store.policyInForce(),
      store.environments(),
      store.gitHead(deps.branch),
    ]);
    if (JSON.stringify(pipeline?.services) !== JSON.stringify(inForce?.pipeline.services)) values.clear();
    pipeline = inForce?.pipeline ?? null;
    head = newest;
    book.setPolicy(inForce ? { pipeline: inForce.pipeline, environments, head } : null);
    writer.wake();
  };

  book.remember(await store.load(argocd.instance));
  await reloadPolicy();
  const onPolicy = () => {
    reloadPolicy().catch((error: unknown) => log.error("policy could not be loaded", { reason: String(error) }));
  };
  deps.listen(deps.policyChannel, onPolicy, stop);
  deps.listen(deps.gitChannel, onPolicy, stop);

  const report = createReporter(deps);
  await Promise.all([
    writer.run(stop),
    watchPods({ argocd, book, services, changed: () => writer.wake(), log }, stop),
    keepFollowing(),
  ]);

  async function keepFollowing() {
    let attempt = 0;
    while (!stop.aborted) {
      const startedMs = performance.now();
      const failure = await followStream({ argocd, book, report, log, changed: () => writer.wake() }, stop);
      if (stop.aborted) return;
      attempt = performance.now() - startedMs > 30_000 ? 0 : attempt + 1;
      await report.lost(failure);
      await pause(backOffMs(attempt), stop);
    }
  }
}

/** Half a second first, then doubling to ten, with a fifth of jitter: many watches must not come back in step. */
function backOffMs(attempt: number): number {
  return Math.min(10_000, 500 * 2 ** Math.min(attempt, 6)) * (0.9 + Math.random() * 0.2);
}

/** Tells the store how the watch fares; a heartbeat is written at most every few seconds. */
function createReporter({ argocd, store, clock, log }: InstanceWatch) {
  let last: InstanceReport = {
    name: argocd.instance,
    url: argocd.url,
    state: "starting",
    version: null,
    message: null,
    at: clock.now(),
    lastEventAt: null,
    lastListAt: null,
  };
  let heardMs = 0;
  const save = async (change: Partial<InstanceReport>) => {
    last = { ...last, ...change, at: clock.now() };
    await store.saveInstance(last).catch((error: unknown) => {
      log.error("instance state could not be saved", { reason: error instanceof Error ? error.message : "unknown" });
    });
  };
  return {
    live: (version: string | null) =>
      save({ state: "live", version, message: null, lastListAt: clock.now(), lastEventAt: clock.now() }),
    lost: (failure: OutsideFailure) =>
      save({ state: failure.kind === "unreachable" ? "offline" : "stale", message: failure.detail }),
    heard() {
      if (last.state !== "live" || performance.now() - heardMs < 5_000) return;
      heardMs = performance.now();
      void save({ lastEventAt: clock.now() });
    },
  };
}
