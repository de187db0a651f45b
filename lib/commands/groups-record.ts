import type { AuditEntry } from "@/lib/domain/audit/event";
import { groupsChanged } from "@/lib/domain/person-groups";
import type { Identity } from "@/lib/domain/policy";

/** So many names of a change are put on record; a person may be in thousands of groups. */
const MOST_NAMES = 50;

/** That somebody's groups are others than were known; null when they are not. Who changed them is not known here. */
export function groupsRecord(before: Identity, now: Identity, at: Date): AuditEntry | null {
  const changed = groupsChanged(before, now);
  if (!changed) return null;
  return {
    kind: "groups-changed",
    details: {
      person: now.name,
      added: changed.added.slice(0, MOST_NAMES),
      removed: changed.removed.slice(0, MOST_NAMES),
    },
    at,
    outcome: "observed",
    actor: null,
    environment: null,
    subject: now.id,
    reason: null,
    requestId: null,
    address: null,
  };
}
