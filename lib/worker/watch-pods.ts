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
const MOVING_MS = 1_500;
const UNWELL_MS = 5_000;
/** After this long without getting well an application is looked at less often. */
const PATIENCE_MS = 3 * 60_000;
const TIRED_MS = 20_000;

type Look = { at: number; settled: boolean; since: number; fingerprint: string };

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
    const due = dueLooks(deps.book, looks, performance.now()).slice(0, AT_ONCE);
    await Promise.all(due.map((application) => lookAt(application)));
    await pause(due.length === AT_ONCE ? 0 : TICK_MS, stop);
  }

  async function lookAt({ id, observed }: { id: string; observed: ObservedApplication }) {
    const before = looks.get(id);
    const now = performance.now();
    const fingerprint = fingerprintOf(observed);
    const since = before?.fingerprint === fingerprint ? before.since : now;
    const tree = await deps.argocd.tree(observed);
    if (!tree.ok) {
      looks.set(id, { at: now, settled: false, since, fingerprint });
      if (tree.failure.kind !== "not-known-yet")
        deps.log.warn("tree could not be read", { application: id, reason: tree.failure.detail });
      return;
    }
    const place = deps.book.placeOf(observed);
    const byName = new Map(deps.services().map((service) => [service.name, service]));
    const pods: Record<string, PodsOfService> = {};
    for (const row of place?.rows ?? []) {
      const image = byName.get(row)?.image ?? null;
      pods[row] = podsOfService(tree.value, { image, name: row }, place?.rows ?? []);
    }
    deps.book.setPods(id, pods);
    const well = Object.values(pods).every((p) => p.failing.length === 0 && p.running.length < 2 && isFull(p));
    looks.set(id, { at: now, settled: well && isSettled(observed), since, fingerprint });
    deps.changed();
  }
}

function isFull(pods: PodsOfService): boolean {
  return pods.ready === null || pods.ready.ready === pods.ready.total;
}

/** Those whose look is due, longest waiting first: never looked at, changed since, moving, or unwell. */
function dueLooks(book: Book, looks: Map<string, Look>, now: number) {
  const due = book.known().filter(({ id, observed, present }) => {
    if (!present || !book.placeOf(observed)) return false;
    const look = looks.get(id);
    if (!look) return true;
    const waited = now - look.at;
    if (look.fingerprint !== fingerprintOf(observed)) return waited >= TICK_MS;
    if (look.settled) return false;
    if (now - look.since > PATIENCE_MS) return waited >= TIRED_MS;
    return waited >= (isSettled(observed) ? UNWELL_MS : MOVING_MS);
  });
  return due.sort((a, b) => (looks.get(a.id)?.at ?? 0) - (looks.get(b.id)?.at ?? 0));
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
