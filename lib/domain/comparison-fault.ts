import type { ManagedResource } from "./observed-inside";

/** Why there is no difference to show: a sentence, and what Argo CD says. */
export type ComparisonFault = { title: string; detail: string };

type Facts = { sync: string; conditions: readonly { type: string; message: string }[] };

/** These say that the comparison failed, or never was (contract 13.6). */
const FAULTS = new Set(["ComparisonError", "InvalidSpecError", "UnknownError"]);

/**
 * A failed comparison looks exactly as if Git wanted everything deleted (contract 13.6), so nothing is drawn from one. Where
 * nothing says that it failed, and yet Git seems to want nothing at all, neither.
 */
export function comparisonFault(
  { sync, conditions }: Facts,
  resources: readonly Pick<ManagedResource, "hook" | "target" | "predictedLive">[],
): ComparisonFault | null {
  const condition = conditions.find(({ type }) => FAULTS.has(type));
  if (condition)
    return {
      title: "Argo CD could not compare this with Git, so there is no difference to show.",
      detail: condition.message,
    };
  if (sync === "Unknown")
    return {
      title: "Argo CD does not know whether this differs from Git, so there is no difference to show.",
      detail: "It gives no reason. It compares again by itself within minutes.",
    };
  const compared = resources.filter(({ hook }) => !hook);
  if (compared.length > 1 && compared.every((one) => one.target === null && one.predictedLive === null))
    return {
      title: "In Argo CD's answer Git holds nothing of this Application, so there is no difference to show.",
      detail: `Either the comparison failed just now, or all ${compared.length} resources were removed from Git.`,
    };
  return null;
}
