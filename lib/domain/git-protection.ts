import type { Pipeline } from "./pipeline";
import { approverRoles } from "./policy-approval";

/** The Git host's own protection that fits a policy, with what of the policy it cannot hold. */
export type GitProtection = { codeowners: string; ruleset: string; notes: string[] };

/** CODEOWNERS and a GitHub ruleset for the branch, as the policy's `protected` asks. */
export function gitProtection(pipeline: Pipeline): GitProtection {
  const { protection, environments } = pipeline;
  const owners = ownersOf(pipeline);
  const direct = environments.filter(({ change }) => change === "direct").map(({ name }) => name);
  return {
    codeowners: codeownersOf(protection.paths, owners),
    ruleset: `${JSON.stringify(rulesetOf(pipeline, direct.length === 0), null, 2)}\n`,
    notes: [
      ...(protection.paths.length === 0
        ? ["The policy in force protects no path: there is nothing to ask owners for."]
        : []),
      ...(protection.paths.length > 0 && owners.length === 0
        ? ["None of the approving roles is given to a GitHub team (organisation/team), so CODEOWNERS can name nobody."]
        : []),
      ...(direct.length > 0
        ? [
            `${direct.join(", ")} ${direct.length === 1 ? "is" : "are"} changed by direct commits, which a rule for pull requests refuses, and GitHub has none for some paths only. So the ruleset only keeps the branch from being rewritten or deleted; Slipway itself lets no change of the rules take force without approval.`,
          ]
        : []),
    ],
  };
}

/** The GitHub teams of the roles that approve: "linq/platform" is @linq/platform. */
function ownersOf(pipeline: Pipeline): string[] {
  const roles = approverRoles(pipeline);
  const groups = pipeline.roles
    .filter(({ name }) => roles.includes(name))
    .flatMap(({ groups: own }) => (own === "anyone-signed-in" ? [] : own));
  const teams = groups.filter((group) => /^[\w-]+\/[\w.-]+$/.test(group)).map((group) => `@${group}`);
  return [...new Set(teams)];
}

function codeownersOf(paths: readonly string[], owners: readonly string[]): string {
  const lines = paths.map((path) => `${owners.length === 0 ? "# " : ""}${pattern(path)} ${owners.join(" ")}`.trimEnd());
  return [
    "# What shapes every environment, or the rules themselves. Made from `protected` in pipeline.yaml.",
    ...lines,
    "",
  ].join("\n");
}

/** From the top of the repository; a space ends a pattern unless it is escaped, and no pattern has a line break. */
function pattern(path: string): string {
  return `/${path
    .replace(/[\r\n]/g, "")
    .replace(/^\/+/, "")
    .replace(/([ #])/g, "\\$1")}`;
}

function rulesetOf({ protection }: Pipeline, asksForPullRequests: boolean) {
  const count = Math.max(1, ...protection.approvals.map((rule) => rule.count));
  const reviews = {
    type: "pull_request",
    parameters: {
      required_approving_review_count: Math.min(count, 10),
      dismiss_stale_reviews_on_push: true,
      require_code_owner_review: true,
      require_last_push_approval: true,
      required_review_thread_resolution: false,
    },
  };
  return {
    name: "Slipway: the rules protect themselves",
    target: "branch",
    source_type: "Repository",
    enforcement: "active",
    conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
    rules: [{ type: "deletion" }, { type: "non_fast_forward" }, ...(asksForPullRequests ? [reviews] : [])],
    bypass_actors: [],
  };
}
