import { expect, it } from "vitest";
import { gitProtection } from "./git-protection";
import type { Environment, Pipeline } from "./pipeline";
import { NO_PLATFORM_RULES, NO_RULES } from "./pipeline-rules";

const environment = (name: string, change: Environment["change"]): Environment => ({
  name,
  short: name,
  position: 0,
  from: null,
  values: "v.yaml",
  version: null,
  applications: { by: "names", names: [] },
  argocd: "default",
  change,
  approvals: [],
  sync: "manual",
  windows: [],
  maintenance: [],
  rules: NO_RULES,
  place: "p:1",
});
const pipeline = (change: Partial<Pipeline> = {}): Pipeline => ({
  name: "x",
  services: [],
  expectedToDiffer: [],
  promotable: [],
  ...NO_PLATFORM_RULES,
  environments: [environment("staging", "pull-request")],
  signIn: null,
  freezes: [],
  people: [],
  roles: [
    { name: "admin", groups: ["linq/platform", "no-team"], may: [{ environments: "*", actions: ["administer"] }] },
  ],
  protection: {
    paths: ["environments/pipeline.yaml", "argocd-apps/**"],
    approvals: [{ role: "admin", count: 2 }],
    countsReviews: true,
  },
  ...change,
});

it("names the approving teams as owners of what is protected, and asks for as many reviews", () => {
  const { codeowners, ruleset, notes } = gitProtection(pipeline());
  expect(codeowners.split("\n").slice(1)).toEqual([
    "/environments/pipeline.yaml @linq/platform",
    "/argocd-apps/** @linq/platform",
    "",
  ]);
  expect(JSON.parse(ruleset)).toMatchObject({
    target: "branch",
    rules: [
      { type: "deletion" },
      { type: "non_fast_forward" },
      { type: "pull_request", parameters: { required_approving_review_count: 2, require_code_owner_review: true } },
    ],
  });
  expect(notes).toEqual([]);
});

it("asks for no pull requests where an environment is changed by direct commits, and says so", () => {
  const { ruleset, notes } = gitProtection(pipeline({ environments: [environment("dev", "direct")] }));
  expect(JSON.parse(ruleset).rules).toEqual([{ type: "deletion" }, { type: "non_fast_forward" }]);
  expect(notes).toEqual([expect.stringContaining("dev is changed by direct commits")]);
});

it("says when there is nothing to protect, or nobody to ask", () => {
  expect(gitProtection(pipeline({ protection: NO_PLATFORM_RULES.protection })).notes).toHaveLength(1);
  const { codeowners, notes } = gitProtection(pipeline({ roles: [] }));
  expect(codeowners).toContain("# /environments/pipeline.yaml");
  expect(notes).toEqual([expect.stringContaining("nobody")]);
});

it("lets no path end its line or begin a comment", () => {
  const paths = ["a b\n* @eve", "#x"];
  const { codeowners } = gitProtection(pipeline({ protection: { paths, approvals: [], countsReviews: false } }));
  expect(codeowners.split("\n").slice(1, 3)).toEqual(["/a\\ b*\\ @eve @linq/platform", "/\\#x @linq/platform"]);
});
