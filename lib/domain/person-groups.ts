import type { Pipeline } from "./pipeline";
import type { Identity } from "./policy";

/** GitHub's people keep their groups so long after these were last read; then they have none until they sign in again. */
export const GROUPS_COUNT_MS = 60 * 60_000;

/** What counts of the groups that were read at `readAt`: what was found too long ago grants nothing. */
export function countingGroups(identity: Identity, readAt: Date, real: Date): Identity {
  if (identity.provider !== "github" || real.getTime() - readAt.getTime() <= GROUPS_COUNT_MS) return identity;
  return { ...identity, organisations: [], groups: [] };
}

/** What came and what went between two readings, in the order of names. */
export function groupsChanged(
  before: Pick<Identity, "groups">,
  now: Pick<Identity, "groups">,
): { added: string[]; removed: string[] } | null {
  const added = [...new Set(now.groups)].filter((group) => !before.groups.includes(group)).sort();
  const removed = [...new Set(before.groups)].filter((group) => !now.groups.includes(group)).sort();
  return added.length + removed.length === 0 ? null : { added, removed };
}

/** The organisations ("linq") and teams ("linq/sre") of GitHub that the policy names: whose members are read again. */
export function namedGroups(pipeline: Pipeline | null): string[] {
  const organisations = pipeline?.signIn?.github?.organisations ?? [];
  if (organisations.length === 0) return [];
  const groups = (pipeline?.roles ?? []).flatMap((role) => (role.groups === "anyone-signed-in" ? [] : role.groups));
  const named = [...organisations, ...groups].filter(isGroupName).map((name) => name.toLowerCase());
  return [...new Set(named)].sort();
}

/** What may stand in an address of GitHub's: an organisation, or a team of one. */
function isGroupName(name: string): boolean {
  return /^[a-z\d](?:[a-z\d-]{0,38})(?:\/[a-z\d_-]{1,100})?$/i.test(name);
}

/**
 * The person with what was read of the groups in `members`; groups that the policy does not name stay as they were found
 * at sign-in. A name is kept as GitHub spells it where that is known.
 */
export function withMembership(identity: Identity, members: ReadonlyMap<string, ReadonlySet<string>>): Identity {
  const unread = (name: string) => !members.has(name.toLowerCase());
  const spelled = new Map(identity.groups.map((name) => [name.toLowerCase(), name]));
  const found = [...members].filter(([, ids]) => ids.has(identity.id)).map(([name]) => spelled.get(name) ?? name);
  return {
    ...identity,
    organisations: sorted([...identity.organisations.filter(unread), ...found.filter((name) => !name.includes("/"))]),
    groups: sorted([...identity.groups.filter(unread), ...found]),
  };
}

function sorted(names: string[]): string[] {
  return [...new Set(names)].sort();
}
