import type { Action, Pipeline, Problem } from "./pipeline";
import { ACTIONS, actionsOf, type PolicyChange } from "./policy-changes";
import type { TextDiff } from "./text-diff";

/** A cell of the rights that another policy would give: what a role may do in an environment, before and after. */
export type RightsCell = { environment: string; before: Action[]; after: Action[] };

/** What would change if an edited policy were merged; or what is wrong with it, as its reader says it. */
export type PolicyWhatIf =
  | { ok: false; problems: Problem[] }
  | {
      ok: true;
      /** Whether it would wait for approval under the rules in force. */
      waits: boolean;
      changes: PolicyChange[];
      /** Roles whose rights would differ. */
      rights: { role: string; cells: RightsCell[] }[];
      lines: TextDiff;
    };

const MOST_ENVIRONMENTS = 50;

/** The rights of each role that another policy would change, environment by environment. */
export function rightsTable(before: Pipeline, after: Pipeline): { role: string; cells: RightsCell[] }[] {
  const named = (all: readonly { name: string }[]) => all.map(({ name }) => name);
  const environments = [...new Set([...named(after.environments), ...named(before.environments)])];
  const roles = [...new Set([...named(after.roles), ...named(before.roles)])];
  const granted = (pipeline: Pipeline, role: string, environment: string) => {
    const own = pipeline.roles.find(({ name }) => name === role);
    const exists = pipeline.environments.some(({ name }) => name === environment);
    return own && exists ? actionsOf(own, pipeline, environment) : [];
  };
  return roles.flatMap((role) => {
    const cells = environments.slice(0, MOST_ENVIRONMENTS).map((environment) => ({
      environment,
      before: granted(before, role, environment),
      after: granted(after, role, environment),
    }));
    const differs = cells.some((cell) => cell.before.join() !== cell.after.join());
    return differs ? [{ role, cells }] : [];
  });
}

/** Actions in few words: everything is said as such. */
export function actionWords(actions: readonly Action[]): string {
  if (actions.length === 0) return "nothing";
  if (actions.length === ACTIONS.length) return "everything";
  const rest = ACTIONS.filter((action) => !actions.includes(action));
  if (rest.length === 1) return `everything but ${rest[0] ?? ""}`;
  return actions.join(", ");
}
