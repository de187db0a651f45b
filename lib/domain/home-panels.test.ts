import { describe, expect, it } from "vitest";
import { homePanels } from "./home-panels";
import type { Action, Environment, Role } from "./pipeline";
import { NO_RULES } from "./pipeline-rules";

function environment(name: string, change: Partial<Environment>): Environment {
  return {
    name,
    short: name,
    position: 0,
    from: null,
    values: "",
    version: null,
    applications: { by: "names", names: [] },
    argocd: "default",
    change: "direct",
    approvals: [],
    sync: "automatic",
    windows: [],
    maintenance: [],
    rules: NO_RULES,
    place: "",
    ...change,
  };
}

const ENVIRONMENTS = [
  environment("dev-env-1", {}),
  environment("staging-env-1", { from: "dev-env-1", change: "pull-request" }),
  environment("production-env-1", { from: "staging-env-1", change: "pull-request", sync: "manual" }),
];

function role(name: string, may: Record<string, Action[] | "all">): Role {
  return { name, groups: [], may: Object.entries(may).map(([environments, actions]) => ({ environments, actions })) };
}

const DEVELOPER = role("developer", { "dev-*": "all", "staging-*": ["request"] });
const QA = role("qa", { "staging-*": ["request", "approve", "sync"], "production-*": ["request"] });
const SRE = role("sre", { "production-*": "all", "staging-*": ["request", "sync"] });
const ADMIN = role("admin", { "*": ["administer"] });
const VIEWER = role("viewer", { "*": ["view", "logs"] });

const status = { kind: "status" };

describe("a home", () => {
  it.each([
    ["a developer", [DEVELOPER, VIEWER], [{ kind: "mine" }, status]],
    ["QA", [QA, VIEWER], [{ kind: "to-test", environments: ["staging-env-1"] }, status]],
    [
      "SRE",
      [SRE, VIEWER],
      [
        { kind: "to-operate", environments: ["staging-env-1", "production-env-1"] },
        { kind: "to-test", environments: ["production-env-1"] },
        status,
      ],
    ],
    ["a viewer", [VIEWER], [status]],
    ["an admin", [ADMIN], [status]],
    ["somebody without a role", [], [status]],
    [
      "a developer who also tests",
      [DEVELOPER, QA],
      [{ kind: "mine" }, { kind: "to-test", environments: ["staging-env-1"] }, status],
    ],
    [
      "one who tests in two roles",
      [SRE, QA],
      [
        { kind: "to-operate", environments: ["staging-env-1", "production-env-1"] },
        { kind: "to-test", environments: ["staging-env-1", "production-env-1"] },
        status,
      ],
    ],
  ])("of %s", (_who, roles, panels) => {
    expect(homePanels(roles, ENVIRONMENTS)).toEqual(panels);
  });

  it("is the plain status where there is no policy yet", () => {
    expect(homePanels([], [])).toEqual([status]);
  });
});
