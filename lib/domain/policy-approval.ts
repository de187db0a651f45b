import type { Pipeline } from "./pipeline";
import type { ApprovalRule } from "./pipeline-rules";
import { can, type Identity, rolesOf } from "./policy";

/** Who had a hand in a commit, as the Git host tells it. */
export type Writer = { name: string; mail: string | null; login: string | null };

/** A commit that touched what waits, with everybody who had a hand in it. */
export type WrittenCommit = { sha: string; message: string; at: string | null; url: string | null; writers: Writer[] };

/** An approval that was given, and the roles that its giver has under the rules in force. */
export type GivenApproval = { person: string; roles: string[] };

type Person = Pick<Identity, "login" | "mail">;
type Approver = Pick<Identity, "id" | "groups" | "provider" | "login" | "mail">;

/** Whether the person may decide on what waits; refused with a sentence, and `own` where that is because they wrote it. */
export type MayDecide = { allowed: true; roles: string[] } | { allowed: false; reason: string; own: boolean };

/** The approvals that the rules in force ask for what is protected; where they name no role, one of who administers. */
export function approvalsAsked(inForce: Pipeline): (ApprovalRule | { role: null; count: number })[] {
  const { approvals } = inForce.protection;
  return approvals.length > 0 ? approvals : [{ role: null, count: 1 }];
}

/** The roles whose people may approve, for a sentence. */
export function approverRoles(inForce: Pipeline): string[] {
  const named = approvalsAsked(inForce).flatMap(({ role }) => (role === null ? [] : [role]));
  if (named.length > 0) return [...new Set(named)];
  const administer = inForce.roles.filter(({ may }) =>
    may.some(
      ({ environments, actions }) => environments === "*" && actions !== "all" && actions.includes("administer"),
    ),
  );
  return administer.map(({ name }) => name);
}

/** What one person's approval counts as: the asked roles they have, "administer" where no role is asked. */
export function countsAs(person: Pick<Identity, "groups" | "provider">, inForce: Pipeline): string[] {
  const own = new Set(rolesOf(person, inForce).map(({ name }) => name));
  const administers = can(person, inForce, "administer", null).allowed;
  return approvalsAsked(inForce).flatMap(({ role }) => {
    if (role === null) return administers ? [ADMINISTER] : [];
    return own.has(role) ? [role] : [];
  });
}

const ADMINISTER = "administer";

/**
 * Whether this person may approve what waits. Judged by the rules in force alone, so nobody grants it to themselves;
 * `writers` null: not known, and then nobody may.
 */
export function mayApprove(person: Approver, inForce: Pipeline, writers: readonly Writer[] | null): MayDecide {
  if (person.provider === "token") return BY_NO_MACHINE;
  const roles = countsAs(person, inForce);
  if (roles.length === 0) return { allowed: false, reason: notAnApprover(inForce), own: false };
  if (writers === null) return { allowed: false, reason: WRITERS_UNKNOWN, own: false };
  if (wroteSome(person, writers, inForce.people)) return { allowed: false, reason: OWN_CHANGE, own: true };
  return { allowed: true, roles };
}

/** Who has an approving role or administers may reject, their own change too: the rules only stay as they are. */
export function mayReject(person: Approver, inForce: Pipeline): MayDecide {
  if (person.provider === "token") return BY_NO_MACHINE;
  if (countsAs(person, inForce).length > 0 || can(person, inForce, "administer", null).allowed)
    return { allowed: true, roles: [] };
  return { allowed: false, reason: notAnApprover(inForce), own: false };
}

/** What is still asked for, after these approvals; nobody counts twice for one rule. */
export function approvalsMissing(
  inForce: Pipeline,
  given: readonly GivenApproval[],
): { role: string; count: number }[] {
  return approvalsAsked(inForce).flatMap(({ role, count }) => {
    const name = role ?? ADMINISTER;
    const people = new Set(given.filter(({ roles }) => roles.includes(name)).map(({ person }) => person));
    return people.size >= count ? [] : [{ role: name, count: count - people.size }];
  });
}

/**
 * Whether a person is one of these writers: by login or mail, whatever their case, also over the policy's `people`. Who
 * could be meant is taken for meant: a wrong yes asks a colleague, a wrong no lets somebody approve their own.
 */
export function wroteSome(person: Person, writers: readonly Writer[], people: Pipeline["people"]): boolean {
  const own = aliases(person, people);
  return writers.some((writer) => [...aliases(writer, people)].some((alias) => own.has(alias)));
}

/** All that is known to name the same person, followed through `people` until nothing is added. */
function aliases({ login, mail }: Person, people: Pipeline["people"]): Set<string> {
  const known = new Set(namesOf(login, mail));
  const entries = people.map((entry) => namesOf(entry.github, entry.mail));
  for (let before = -1; before < known.size; ) {
    before = known.size;
    const met = entries.filter((names) => names.some((name) => known.has(name)));
    for (const name of met.flat()) known.add(name);
  }
  return known;
}

/** GitHub hides mails behind one that holds the login. */
const HIDDEN_MAIL = /^(?:\d+\+)?([^@+]+)@users\.noreply\.github\.com$/;

function namesOf(login: string | null, mail: string | null): string[] {
  const address = folded(mail);
  const hidden = HIDDEN_MAIL.exec(address)?.[1];
  return [
    ...(folded(login) === "" ? [] : [`login ${folded(login)}`]),
    ...(hidden === undefined ? [] : [`login ${hidden}`]),
    ...(address === "" ? [] : [`mail ${address}`]),
  ];
}

function folded(text: string | null): string {
  return (text ?? "").trim().normalize("NFKC").toLowerCase();
}

export const OWN_CHANGE = "You had a hand in this change, so somebody else has to approve it.";
export const WRITERS_UNKNOWN =
  "Who wrote this change cannot be read from the Git host now, so nobody can approve it yet. It is asked again by itself.";

/** Everybody's role is a token's too, where the policy names it. */
const BY_NO_MACHINE: MayDecide = {
  allowed: false,
  reason: "A service token is nobody's second person: people decide on the policy.",
  own: false,
};

function notAnApprover(inForce: Pipeline): string {
  const roles = approverRoles(inForce);
  if (roles.length === 0) return "The policy in force names nobody who may approve a change of it.";
  return `A change of the policy is approved by ${roles.join(" or ")}, which you are not under the rules in force.`;
}
