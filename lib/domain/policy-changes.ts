import type { Action, Pipeline, Role } from "./pipeline";
import { can } from "./policy";
import { leafChanges } from "./policy-leaves";
import { type ReadRules, touchedPaths } from "./policy-standing";

/** What of the rules a change concerns. */
export type ChangeTopic = "rights" | "environment" | "platform";

/** One difference between two policies, as a sentence; `environment` null: of Slipway as a whole. */
export type PolicyChange = { topic: ChangeTopic; environment: string | null; words: string };

export const ACTIONS: readonly Action[] = [
  "view",
  "logs",
  "refresh",
  "request",
  "approve",
  "change",
  "sync",
  "force",
  "prune",
  "rollback",
  "terminate",
  "restart",
  "override",
  "freeze",
  "acknowledge",
  "break-glass",
  "administer",
];

/** What this role by itself lets its people do in an environment; null: in Slipway as a whole. */
export function actionsOf(role: Role, pipeline: Pipeline, environment: string | null): Action[] {
  const alone = { ...pipeline, roles: [{ ...role, groups: [ONE] }] };
  const person = { groups: [ONE], provider: "oidc" as const };
  return ACTIONS.filter((action) => can(person, alone, action, environment).allowed);
}

const ONE = "a member";

/** Everything that another policy would change, rights first. Empty only when it is the same rules. */
export function policyChanges(before: ReadRules, after: ReadRules, file: string): PolicyChange[] {
  const found = [
    ...rightsChanges(before.pipeline, after.pipeline),
    ...environmentChanges(before.pipeline, after.pipeline),
    ...platformChanges(before.pipeline, after.pipeline),
    ...claimChanges(before, after),
  ];
  if (found.length > 0 || touchedPaths(before, after, file).length === 0) return found;
  return [{ topic: "platform", environment: null, words: "The order of what the file says changes." }];
}

function rightsChanges(before: Pipeline, after: Pipeline): PolicyChange[] {
  const names = union(before.roles, after.roles);
  const places = [null, ...union(before.environments, after.environments)];
  return names.flatMap((name) => {
    const [old, new_] = [named(before.roles, name), named(after.roles, name)];
    return [
      ...membership(name, old, new_),
      ...places.flatMap((at) => grants(name, at, { before, old }, { after, new_ })),
    ];
  });
}

function membership(name: string, old: Role | undefined, new_: Role | undefined): PolicyChange[] {
  const whole = (words: string): PolicyChange => ({ topic: "rights", environment: null, words });
  if (!new_) return [whole(`The role ${name} is no more: ${members(old)} lose it.`)];
  if (!old) return [whole(`${capital(members(new_))} get the new role ${name}.`)];
  const [was, is] = [groupsOf(old), groupsOf(new_)];
  const [gone, come] = [was.filter((group) => !is.includes(group)), is.filter((group) => !was.includes(group))];
  return [
    ...(come.length > 0 ? [whole(`${capital(membersOf(come))} get the role ${name}.`)] : []),
    ...(gone.length > 0 ? [whole(`${capital(membersOf(gone))} lose the role ${name}.`)] : []),
  ];
}

function grants(
  role: string,
  environment: string | null,
  { before, old }: { before: Pipeline; old: Role | undefined },
  { after, new_ }: { after: Pipeline; new_: Role | undefined },
): PolicyChange[] {
  const was = old ? actionsOf(old, before, environment) : [];
  const is = new_ ? actionsOf(new_, after, environment) : [];
  const [gained, lost] = [is.filter((one) => !was.includes(one)), was.filter((one) => !is.includes(one))];
  const where = environment === null ? "Slipway as a whole" : environment;
  const say = (verb: string, actions: Action[]): PolicyChange[] =>
    actions.length === 0
      ? []
      : [{ topic: "rights", environment, words: `${role} ${verb} ${list(actions)} in ${where}.` }];
  return [...say("gains", gained), ...say("loses", lost)];
}

function environmentChanges(before: Pipeline, after: Pipeline): PolicyChange[] {
  return union(before.environments, after.environments).flatMap((name): PolicyChange[] => {
    const [old, new_] = [named(before.environments, name), named(after.environments, name)];
    const said = (words: string): PolicyChange => ({ topic: "environment", environment: name, words });
    if (!new_) return [said(`${name} is no longer one of the environments.`)];
    if (!old) return [said(`${name} is a new environment.`)];
    return leafChanges(old, new_).map((words) => said(`${name}: ${words}`));
  });
}

function platformChanges(before: Pipeline, after: Pipeline): PolicyChange[] {
  const rest = ({ roles: _, environments: __, ...others }: Pipeline) => others;
  return leafChanges(rest(before), rest(after)).map((words) => ({ topic: "platform", environment: null, words }));
}

function claimChanges(before: ReadRules, after: ReadRules): PolicyChange[] {
  return after.environments.flatMap(({ environment: { name }, claims }) => {
    const old = before.environments.find(({ environment }) => environment.name === name);
    if (!old) return [];
    return leafChanges({ applications: old.claims }, { applications: claims }).map((words) => ({
      topic: "environment" as const,
      environment: name,
      words: `${name}, as its manifests say: ${words}`,
    }));
  });
}

function groupsOf(role: Role): string[] {
  return role.groups === "anyone-signed-in" ? [EVERYBODY] : role.groups;
}

const EVERYBODY = "everybody who is signed in";

function members(role: Role | undefined): string {
  return role ? membersOf(groupsOf(role)) : "";
}

function membersOf(groups: string[]): string {
  if (groups.includes(EVERYBODY)) return "all who are signed in";
  return groups.length === 0 ? "nobody's groups" : `the people of ${list(groups)}`;
}

function named<T extends { name: string }>(all: readonly T[], name: string): T | undefined {
  return all.find((one) => one.name === name);
}

function union(before: readonly { name: string }[], after: readonly { name: string }[]): string[] {
  return [...new Set([...after, ...before].map(({ name }) => name))];
}

function list(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
