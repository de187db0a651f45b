import { matchesGlob } from "./glob";
import type { Action, Environment, Role } from "./pipeline";

/** What somebody's home shows, by what their roles may do. */
export type HomePanel =
  /** My commits and where they are. */
  | { kind: "mine" }
  /** What runs before these environments and not yet in them. */
  | { kind: "to-test"; environments: string[] }
  /** Windows, drift, failures and last deployments. */
  | { kind: "to-operate"; environments: string[] }
  /** How each environment is, in plain words. */
  | { kind: "status" };

/**
 * Roles have the names that a policy gives them, so it is what they may do that tells: who changes an environment directly
 * develops, who approves what comes from another one tests, who syncs by hand operates. In the policy's order; everybody
 * ends with the plain status.
 */
export function homePanels(roles: readonly Role[], environments: readonly Environment[]): HomePanel[] {
  const kinds = new Map<HomePanel["kind"], Set<string>>();
  for (const role of roles)
    for (const [kind, names] of panelsOf(role, environments))
      kinds.set(kind, new Set([...(kinds.get(kind) ?? []), ...names]));
  const inOrder = (names: ReadonlySet<string>) =>
    environments.map(({ name }) => name).filter((name) => names.has(name));
  const own = [...kinds].map(([kind, names]) => panelOf(kind, inOrder(names)));
  return [...own, { kind: "status" }];
}

function panelOf(kind: HomePanel["kind"], environments: string[]): HomePanel {
  return kind === "to-test" || kind === "to-operate" ? { kind, environments } : { kind };
}

function panelsOf(role: Role, environments: readonly Environment[]): [HomePanel["kind"], string[]][] {
  const where = (action: Action, holds: (environment: Environment) => boolean) =>
    environments.filter((one) => holds(one) && may(role, action, one.name)).map(({ name }) => name);
  const changes = where("change", ({ change }) => change === "direct");
  const syncs = where("sync", ({ sync }) => sync === "manual");
  const operates = where("sync", () => true);
  const approves = where("approve", ({ from }) => from !== null);
  const panels: [HomePanel["kind"], string[]][] = [
    ["mine", changes],
    ["to-operate", syncs.length > 0 ? operates : []],
    ["to-test", approves],
  ];
  return panels.filter(([, names]) => names.length > 0);
}

function may(role: Role, action: Action, environment: string): boolean {
  return role.may.some(
    ({ environments, actions }) =>
      matchesGlob(environments, environment) &&
      (actions === "all" ? action !== "administer" : actions.includes(action)),
  );
}
