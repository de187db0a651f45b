import { groupsRecord } from "@/lib/commands/groups-record";
import { namedGroups, withMembership } from "@/lib/domain/person-groups";
import { pause } from "@/lib/pause";
import type { Clock, GitMembership, Log, MembershipStore, Outcome, ProjectionStore } from "@/lib/ports";

/** Often enough that, with the time the reading takes, who was removed is out within a minute. */
const EVERY_MS = 40_000;
const AT_ONCE = 4;

export type MembershipWatch = {
  membership: GitMembership;
  people: MembershipStore;
  store: Pick<ProjectionStore, "policyInForce">;
  clock: Clock;
  realClock: Clock;
  log: Log;
};

/** Reads again who is in the organisations and teams that the policy names, while somebody from GitHub is signed in. */
export async function watchMembership(deps: MembershipWatch, stop: AbortSignal, everyMs = EVERY_MS): Promise<void> {
  while (!stop.aborted) {
    await readMembership(deps).catch((error: unknown) => {
      deps.log.error("memberships could not be read", { reason: error instanceof Error ? error.message : "unknown" });
    });
    await pause(everyMs, stop);
  }
}

/**
 * One reading. It counts as a whole or not at all: with part of it missing nobody is given or refused anything, and what
 * is known runs out by itself (countingGroups).
 */
export async function readMembership({ membership, people, store, clock, realClock }: MembershipWatch): Promise<void> {
  // What is read says what was true when it was asked for, not later.
  const real = realClock.now();
  const present = await people.present(real);
  // With nobody here nothing needs to be read, and nothing to be said of it.
  if (present.length === 0) return people.report({ failing: null, at: clock.now() });
  const groups = namedGroups((await store.policyInForce())?.pipeline ?? null);
  const read = await allMembers(membership, groups);
  const at = clock.now();
  if (!read.ok) return people.report({ failing: read.failure.detail, at });
  const now = present.map((identity) => withMembership(identity, read.value));
  await people.save(now, { at, real }, (before, after) => groupsRecord(before, after, at));
  await people.report({ failing: null, at });
}

type Members = Map<string, ReadonlySet<string>>;

async function allMembers(membership: GitMembership, groups: string[]): Promise<Outcome<Members>> {
  const members: Members = new Map();
  for (let from = 0; from < groups.length; from += AT_ONCE) {
    const some = groups.slice(from, from + AT_ONCE);
    const read = await Promise.all(some.map((group) => membership.members(group)));
    for (const [index, outcome] of read.entries()) {
      if (!outcome.ok) return outcome;
      members.set(some[index] ?? "", outcome.value);
    }
  }
  return { ok: true, value: members };
}
