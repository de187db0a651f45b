import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Pipeline } from "@/lib/domain/pipeline";
import { NO_PLATFORM_RULES, NO_RULES } from "@/lib/domain/pipeline-rules";
import { readPipeline } from "./read-pipeline";

const FILE = "environments/pipeline.yaml";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const example = readFileSync(path.join(import.meta.dirname, "example-pipeline.yaml"), "utf8");

function read(text: string): Pipeline {
  const outcome = readPipeline(text, FILE);
  if (!outcome.ok) throw new Error(outcome.problems.map(({ line, reason }) => `${line}: ${reason}`).join("\n"));
  return outcome.pipeline;
}

const rulesOf = (name: string) => read(example).environments.find((one) => one.name === name)?.rules;

describe("the rules of the example", () => {
  it("are those of production, in the domain's own units", () => {
    expect(rulesOf("production-env-1")).toEqual({
      statusFile: "environments/production-env-1/status.yaml",
      notesRequired: true,
      approvalLastsMs: 72 * HOUR,
      signInAgainMs: 15 * MINUTE,
      countsReviews: true,
      gates: {
        modes: {
          "verified-in-source": "block",
          soak: "block",
          checks: "block",
          "everything-approved": "block",
          downgrade: "block",
        },
        soakMs: 24 * HOUR,
        prunes: "warn",
      },
      verify: {
        forMs: 5 * MINUTE,
        atMostMs: 12 * MINUTE,
        endpoints: "ready",
        health: {
          path: "/health",
          port: 8_080,
          timeoutMs: 30_000,
          attempts: 3,
          reach: "https://{service}.production.linq.example",
        },
        metrics: [{ name: "Error rate", query: expect.stringContaining("http_requests_total"), limit: 0.02 }],
      },
      rollback: { automatic: true, git: "pull-request", ignoresWindows: true },
      hotfix: {
        skips: ["soak", "verified-in-source", "windows"],
        approvals: [{ role: "sre", count: 1 }],
        secondPerson: "when-there-is-one",
        followUpWithinMs: 3 * DAY,
      },
      override: {
        role: "sre",
        lifts: ["windows", "maintenance", "soak", "checks", "approvals"],
        secondPerson: "when-there-is-one",
        lastsMs: HOUR,
        followUpWithinMs: 3 * DAY,
      },
    });
  });

  it("are those of the whole platform", () => {
    const { releases, protection, alerts, channels } = read(example);
    expect(releases).toMatchObject({ branch: "{short}-update-{release}", semanticVersions: "block", merge: "squash" });
    expect(protection).toEqual({
      paths: [FILE, "argocd-apps/**", "helm-charts/**"],
      approvals: [{ role: "admin", count: 1 }],
      countsReviews: true,
    });
    expect(alerts.slice(0, 2)).toEqual([
      { when: "sync-failed", in: "*", forMs: 0, moreThan: 3, inARow: true, to: ["ops"] },
      { when: "degraded", in: "production-*", forMs: MINUTE, moreThan: 0, inARow: false, to: ["ops", "pager"] },
    ]);
    expect(
      channels.map(({ name, slackWebhookSecret, secret, mail }) => [name, slackWebhookSecret, secret, mail]),
    ).toEqual([
      ["ops", "OPS_SLACK_WEBHOOK", null, null],
      ["pager", null, "PAGER_TOKEN", null],
      ["approvers", null, null, "people-who-may"],
    ]);
  });
});

it("a policy that says nothing of it has the defaults", () => {
  const pipeline = read(`version: 1
name: Small
services: [ { name: web, version: web.image.tag } ]
environments: [ { name: dev, values: environments/dev/values.yaml, applications: { names: [ dev-web ] } } ]
`);
  expect(pipeline.environments[0]?.rules).toEqual(NO_RULES);
  expect(pipeline).toMatchObject(NO_PLATFORM_RULES);
});
