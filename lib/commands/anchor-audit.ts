import type { Anchors, AuditLog, Clock } from "@/lib/ports";
import { type Asking, auditContext } from "./audit-context";
import { type NotAllowed, permitted } from "./permitted";

type Head = { seq: string; hash: string };
type Deps = { audit: AuditLog; anchors: Anchors; clock: Clock; readHead: () => Promise<Head> };

const DAY_MS = 24 * 60 * 60_000;

/** Signs the chain's head and keeps it outside, because somebody who administers asks for it. */
export async function anchorAudit(deps: Deps, asking: Asking): Promise<{ ok: true; head: Head } | NotAllowed> {
  const refused = await permitted(deps, asking, { action: "administer", environment: null, subject: "audit" });
  if (refused) return refused;
  return { ok: true, head: await anchor(deps, asking) };
}

/** The same once a day, by Slipway itself; false when the last one is younger. */
export async function anchorDaily(deps: Deps): Promise<boolean> {
  const { anchors } = await deps.anchors.all();
  const latest = Math.max(0, ...anchors.map(({ at }) => new Date(at).getTime()));
  if (deps.clock.now().getTime() - latest < DAY_MS) return false;
  if ((await deps.readHead()).seq === "0") return false; // an empty chain proves nothing
  await anchor(deps, { actor: null, pipeline: null, requestId: null, address: null });
  return true;
}

/** Kept first, recorded after: the record never claims an anchor that is not there. Crashed between, it is only anchored again. */
async function anchor({ audit, anchors, clock, readHead }: Deps, asking: Asking): Promise<Head> {
  const head = await readHead();
  await anchors.keep(head, clock.now());
  const context = auditContext(asking, clock.now());
  const actor = context.actor ?? { id: "slipway", name: "Slipway", role: null };
  await audit.append([{ kind: "audit-anchored", details: head, ...context, actor, subject: head.seq }]);
  return head;
}
