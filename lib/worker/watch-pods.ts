import { podsOfService } from "@/lib/domain/failing-pods";
import type { ObservedApplication } from "@/lib/domain/observed";
import { isRunning } from "@/lib/domain/operation-kind";
import type { Service } from "@/lib/domain/pipeline";
import type { PodsOfService } from "@/lib/domain/projection";
import { pause } from "@/lib/pause";
import type { ArgoCd, Log } from "@/lib/ports";
import type { Book } from "./application-book";

const AT_ONCE = 4;
const TICK_MS = 500;
/** A hundred a second at most: when a whole fleet moves at once, Argo CD must not bear its thousands of trees as well. */
const MOST_A_TICK = 50;
const MOVING_MS = 1_500;
const UNWELL_MS = 5_000;
/** After this long without getting well an application is looked at less often. */
const PATIENCE_MS = 3 * 60_000;
const TIRED_MS = 20_000;

type Looked = { id: string; observed: ObservedApplication };
type Look = { at: number; settled: boolean; since: number; fingerprint: string; observed: ObservedApplication };

/**
 * Looks into the trees of applications that move or are unwell: a crash loop is in the pods within seconds and in the
 * application's health only after ten minutes (contract 13.2). One look serves everybody; at most four at once.
 */
export async function watchPods(
  deps: { argocd: ArgoCd; book: Book; services: () => readonly Service[]; changed: () => void; log: Log },
  stop: AbortSignal,
): Promise<void> {
  const looks = new Map<string, Look>();
  while (!stop.aborted) {
    const begunMs = performance.now();
    await lookThrough(dueLooks(deps.book, looks, begunMs).slice(0, MOST_A_TICK), begunMs + TICK_MS);
    await pause(Math.max(0, begunMs + TICK_MS - performance.now()), stop);
  }

  /** As many as there is time for: what is due by then goes before the rest. */
  async function lookThrough(due: Looked[], untilMs: number) {
    const next = due.values();
    const look = async () => {
      for (const application of next) {
        await lookAt(application);
        if (stop.aborted || performance.now() > untilMs) return;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, look));
  }

  async function lookAt({ id, observed }: Looked) {
    const before = looks.get(id);
    const now = performance.now();
    const fingerprint = fingerprintOf(observed);
    const since = before?.fingerprint === fingerprint ? before.since : now;
    const tree = await deps.argocd.tree(observed);
    if (!tree.ok) {
      looks.set(id, { at: now, settled: false, since, fingerprint, observed });
      if (tree.failure.kind !== "not-known-yet")
        deps.log.warn("tree could not be read", { application: id, reason: tree.failure.detail });
      return;
    }
    const place = deps.book.placeOf(observed);
    const byName = new Map(deps.services().map((service) => [service.name, service]));
    const pods: Record<string, PodsOfService> = {};
    for (const row of place?.rows ?? []) {
      const image = byName.get(row)?.image ?? null;
      pods[row] = podsOfService(tree.value, { image, name: row });
    }
    deps.book.setPods(id, pods);
    const well = Object.values(pods).every((p) => p.failing.length === 0 && p.running.length < 2 && isFull(p));
    looks.set(id, { at: now, settled: well && isSettled(observed), since, fingerprint, observed });
    deps.changed();
  }
}

function isFull(pods: PodsOfService): boolean {
  return pods.ready === null || pods.ready.ready === pods.ready.total;
}

/**
 * Those whose look is due: never looked at, changed since, moving, or unwell. What moves or is unwell goes first, so
 * that a crash is not found behind the first looks at a whole fleet; then the longest waiting.
 */
function dueLooks(book: Book, looks: Map<string, Look>, now: number): Looked[] {
  const due = book.known().filter(({ id, observed, present }) => {
    const look = looks.get(id);
    if (look?.settled && look.observed === observed) return false;
    if (!present || !book.placeOf(observed)) return false;
    if (!look) return true;
    const waited = now - look.at;
    if (look.fingerprint !== fingerprintOf(observed)) return waited >= TICK_MS;
    if (look.settled) return false;
    if (now - look.since > PATIENCE_MS) return waited >= TIRED_MS;
    return waited >= (isSettled(observed) ? UNWELL_MS : MOVING_MS);
  });
  return due
    .map(({ id, observed }) => ({ id, observed, calm: isSettled(observed) ? 1 : 0, at: looks.get(id)?.at ?? 0 }))
    .sort((a, b) => a.calm - b.calm || a.at - b.at);
}

function isSettled(observed: ObservedApplication): boolean {
  if (isRunning(observed.operation) || observed.operationRequested) return false;
  return observed.health !== "Progressing" && observed.health !== "Degraded" && observed.health !== "Missing";
}

function fingerprintOf(observed: ObservedApplication): string {
  const { operation } = observed;
  return [
    observed.health,
    observed.history.at(-1)?.id,
    operation?.phase,
    operation?.startedAt?.getTime(),
    observed.images.join(),
  ].join("|");
}
