import { podsOfService } from "@/lib/domain/failing-pods";
import type { ObservedApplication } from "@/lib/domain/observed";
import { isRunning } from "@/lib/domain/operation-kind";
import type { Service } from "@/lib/domain/pipeline";
import type { PodsOfService } from "@/lib/domain/projection";
import type { ArgoCd, Log, OutsideFailure } from "@/lib/ports";
import type { Book } from "./application-book";
import { createBell } from "./bell";

const AT_ONCE = 4;
const TICK_MS = 500;
/** A hundred a second at most: when a whole fleet moves at once, Argo CD must not bear its thousands of trees as well. */
const MOST_A_TICK = 50;
const MOVING_MS = 1_500;
const UNWELL_MS = 5_000;
/** After this long without getting well an application is looked at less often. */
const PATIENCE_MS = 3 * 60_000;
const TIRED_MS = 20_000;
/** A rollout that is slow may fail late, and no pod of it is named yet: looked at often enough to name it in time. */
const LATE_MS = 4_000;
/** Pods that are taken away may have half a minute to end, and nothing else tells of their going. */
const AFTERMATH_MS = 30_000;
const AFTERMATH_STEP_MS = 10_000;

type Looked = { id: string; observed: ObservedApplication };
type Look = {
  at: number;
  settled: boolean;
  well: boolean;
  named: boolean;
  aim: string;
  since: number;
  fingerprint: string;
  observed: ObservedApplication;
};

/**
 * Looks into the trees of applications that move or are unwell: a crash loop is in the pods within seconds and in the
 * application's health only after ten minutes (contract 13.2). One look serves everybody; at most four at once.
 */
export async function watchPods(
  deps: { argocd: ArgoCd; book: Book; services: () => readonly Service[]; changed: () => void; log: Log },
  stop: AbortSignal,
): Promise<void> {
  const looks = new Map<string, Look>();
  const refreshed = new Set<string>();
  let refreshing = false;
  const under = new Map<string, Promise<void>>();
  const bell = createBell();
  while (!stop.aborted) {
    const endMs = performance.now() + TICK_MS;
    const due = dueLooks(deps.book, looks, aimOf(deps.services()), performance.now()).filter(
      ({ id }) => !under.has(id),
    );
    await lookThrough(due.slice(0, MOST_A_TICK), endMs);
  }
  await Promise.allSettled(under.values());

  /** As many as there is time for until `endMs`; a tree that is slow to come does not keep the others waiting. */
  async function lookThrough(due: Looked[], endMs: number) {
    const queue = [...due];
    while (!stop.aborted && performance.now() < endMs) {
      for (const application of queue.splice(0, AT_ONCE - under.size)) begin(application);
      await bell.sleep(Math.max(1, endMs - performance.now()), stop);
    }
  }

  function begin(application: Looked) {
    const look = lookAt(application)
      .catch((error: unknown) => deps.log.error("a look into a tree failed", { reason: String(error) }))
      .finally(() => {
        under.delete(application.id);
        bell.ring();
      });
    under.set(application.id, look);
  }

  async function lookAt({ id, observed }: Looked) {
    const before = looks.get(id);
    const now = performance.now();
    const fingerprint = fingerprintOf(observed);
    const aim = aimOf(deps.services());
    const since = before?.fingerprint === fingerprint ? before.since : now;
    const tree = await deps.argocd.tree(observed);
    if (!tree.ok) {
      looks.set(id, { at: now, settled: false, well: false, named: false, since, fingerprint, aim, observed });
      return notRead(id, observed, tree.failure);
    }
    refreshed.delete(id);
    const place = deps.book.placeOf(observed);
    const byName = new Map(deps.services().map((service) => [service.name, service]));
    const pods: Record<string, PodsOfService> = {};
    for (const row of place?.rows ?? []) {
      const image = byName.get(row)?.image ?? null;
      pods[row] = podsOfService(tree.value, { image, name: row }, place?.rows ?? []);
    }
    deps.book.setPods(id, pods);
    const well = Object.values(pods).every((p) => p.failing.length === 0 && p.running.length < 2 && isFull(p));
    const named = Object.values(pods).some((p) => p.failing.length > 0);
    const over = before === undefined || now - since >= AFTERMATH_MS;
    looks.set(id, {
      at: now,
      settled: well && isSettled(observed) && over,
      well,
      named,
      since,
      fingerprint,
      aim,
      observed,
    });
    deps.changed();
  }

  /** An empty cache fills at the next comparison: one is asked for, once (contract 13.28). That nobody answers is told elsewhere. */
  function notRead(id: string, observed: ObservedApplication, failure: OutsideFailure) {
    if (failure.kind === "unreachable") return;
    if (failure.kind !== "not-known-yet" || refreshed.has(id))
      return deps.log.warn("tree could not be read", { application: id, reason: failure.detail });
    if (refreshing) return;
    refreshing = true;
    refreshed.add(id);
    // Not waited for: it blocks until the controller is done, and other trees are due.
    deps.argocd
      .get(observed, { refresh: "normal" })
      .catch((error: unknown) => deps.log.error("a refresh failed", { application: id, reason: String(error) }))
      .finally(() => {
        refreshing = false;
      });
  }
}

function isFull(pods: PodsOfService): boolean {
  return pods.ready === null || pods.ready.ready === pods.ready.total;
}

/**
 * Those whose look is due: never looked at, changed since, moving, or unwell. What moves or is unwell goes first, so
 * that a crash is not found behind the first looks at a whole fleet; then the longest waiting.
 */
function dueLooks(book: Book, looks: Map<string, Look>, aim: string, now: number): Looked[] {
  const due = book.known().filter(({ id, observed, present }) => {
    const look = looks.get(id);
    if (look?.settled && look.observed === observed && look.aim === aim) return false;
    if (!present || !book.placeOf(observed)) return false;
    if (!look) return true;
    const waited = now - look.at;
    if (look.fingerprint !== fingerprintOf(observed) || look.aim !== aim) return waited >= TICK_MS;
    if (look.settled) return false;
    if (now - look.since > PATIENCE_MS) return waited >= (look.named || isSettled(observed) ? TIRED_MS : LATE_MS);
    if (!isSettled(observed)) return waited >= MOVING_MS;
    return waited >= (look.well ? AFTERMATH_STEP_MS : UNWELL_MS);
  });
  return due
    .map(({ id, observed }) => ({ id, observed, calm: isSettled(observed) ? 1 : 0, at: looks.get(id)?.at ?? 0 }))
    .sort((a, b) => a.calm - b.calm || a.at - b.at);
}

function isSettled(observed: ObservedApplication): boolean {
  if (isRunning(observed.operation) || observed.operationRequested) return false;
  return observed.health !== "Progressing" && observed.health !== "Degraded" && observed.health !== "Missing";
}

/** By what the pods of each service are told: another policy may look for others. */
function aimOf(services: readonly Service[]): string {
  return JSON.stringify(services.map(({ name, image }) => [name, image]));
}

function fingerprintOf(observed: ObservedApplication): string {
  const { operation } = observed;
  return [
    observed.health,
    observed.sync,
    observed.history.at(-1)?.id,
    operation?.phase,
    operation?.startedAt?.getTime(),
    observed.images.join(),
  ].join("|");
}
