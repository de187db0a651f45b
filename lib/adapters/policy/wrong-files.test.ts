import { describe, expect, it } from "vitest";
import { changed, problemsOf } from "./problems.test-support";

const QA = "approvals: [ { role: qa } ] ";

describe("a wrong policy is refused, with the place and what to write instead", () => {
  it.each<[string, string, string, ...string[]]>([
    [
      "an unknown key",
      "    sync: manual\n",
      "    synk: manual\n",
      "synk: manual ⇒ synk is not known here. Did you mean sync?",
    ],
    ["an unknown key at the top", "alerts:\n", "alarms:\n", "alarms: ⇒ alarms is not known here. Did you mean alerts?"],
    [
      "an unknown gate",
      "      downgrade: block ",
      "      downgrad: block ",
      "downgrad: bl ⇒ downgrad is not known here. Did you mean downgrade?",
    ],
    [
      "an unknown mode of a gate",
      "      checks: block\n      rendered",
      "      checks: blok\n      rendered",
      "blok ⇒ environments.staging-env-1.gates.checks is blok and must be one of: block, warn, show. Did you mean block?",
    ],
    [
      "a gate that a hotfix cannot skip",
      "skips: [soak, verified",
      "skips: [soack, verified",
      "soack, verif ⇒ environments.production-env-1.hotfix.skips.1 is soack and must be one of: verified-in-source, soak, checks, everything-approved, downgrade, source-healthy, rendered-difference, semantic-versions, approvals, windows, maintenance, freezes. Did you mean soak?",
    ],
    [
      "a wrong form of soak",
      "soak: { for: 24h, otherwise: block }",
      "soak: [24h]",
      "[24h] ⇒ environments.production-env-1.gates.soak must be block, warn or show, or { for: 24h, otherwise: block }.",
    ],
    [
      "a wrong duration in the right form",
      "soak: { for: 24h,",
      "soak: { for: a day,",
      "a day, other ⇒ environments.production-env-1.gates.soak.for is not a duration: write 90s, 5m, 24h or 3d.",
    ],
    ["a number for text", "name: LINQ Platform", "name: 7", "7 ⇒ name is not text: 7."],
    [
      "text for a number",
      "port: 8080",
      "port: http",
      "http, timeou ⇒ environments.production-env-1.verify.health.port is not a number: http.",
    ],
    [
      "a port that does not exist",
      "port: 8080",
      "port: 80800",
      "80800, timeo ⇒ environments.production-env-1.verify.health.port must be at most 65535.",
    ],
    [
      "half an attempt",
      "attempts: 3",
      "attempts: 1.5",
      "1.5, reach: ⇒ environments.production-env-1.verify.health.attempts is not a whole number: 1.5.",
    ],
    [
      "no attempt",
      "attempts: 3",
      "attempts: 0",
      '0, reach: "h ⇒ environments.production-env-1.verify.health.attempts must be at least 1.',
    ],
    [
      "text for true",
      "automatic: true, git",
      "automatic: yes, git",
      "yes, git: pu ⇒ environments.production-env-1.rollback.automatic is not true or false: yes.",
    ],
    [
      "a group for a list",
      QA,
      "approvals: { role: qa } ",
      "{ role: qa } ⇒ environments.staging-env-1.approvals is not a list: a group of keys.",
    ],
    ["another version of the format", "version: 1\n", "version: 2\n", "2 ⇒ version is 2 and must be 1."],
    ["no version of the format", "version: 1\n", "", "name: LINQ P ⇒ version is missing."],
    [
      "a missing name",
      "  - name: dev-env-1\n    values",
      "  - values",
      "values: envi ⇒ environments.1.name is missing.",
      "dev-env-1 ⇒ dev-env-1 is not an environment of this file.",
    ],
    [
      "missing applications",
      "    applications: { manifests: argocd-apps/dev-env-1-app.yaml }",
      "   ",
      "name: dev-en ⇒ environments.dev-env-1.applications is missing.",
    ],
    [
      "applications of two kinds",
      "{ manifests: argocd-apps/dev-env-1-app.yaml }",
      "{ manifests: a, names: [b] }",
      '{ manifests: ⇒ environments.dev-env-1.applications must be { manifests: argocd-apps/dev-app.yaml }, { names: [a, b] } or { selector: "environment=dev" }.',
    ],
    [
      "no application's name",
      "{ manifests: argocd-apps/dev-env-1-app.yaml }",
      "{ names: [] }",
      "[] }   # or ⇒ environments.dev-env-1.applications.names is empty.",
    ],
    [
      "a bad selector",
      "{ manifests: argocd-apps/dev-env-1-app.yaml }",
      "{ selector: environment in dev }",
      "environment ⇒ “environment in dev” is not a label selector: write environment=dev, or team in (a, b).",
    ],
    [
      "an application of two environments",
      "argocd-apps/staging-env-1-app.yaml",
      "argocd-apps/dev-env-1-app.yaml",
      "argocd-apps/ ⇒ argocd-apps/dev-env-1-app.yaml belongs to dev-env-1 already.",
    ],
    [
      "an environment twice",
      "- name: staging-env-1\n    from: dev-env-1",
      "- name: dev-env-1",
      "dev-env-1 ⇒ dev-env-1 is an environment already.",
      "staging-env- ⇒ staging-env-1 is not an environment of this file.",
    ],
    [
      "a service twice",
      "- name: linq-workcell-manager",
      "- name: linq-orchestrator",
      "linq-orchest ⇒ linq-orchestrator is a service already.",
    ],
    [
      "an unknown source",
      "    from: dev-env-1",
      "    from: dev-env-2",
      "dev-env-2 ⇒ dev-env-2 is not an environment of this file. Did you mean dev-env-1?",
    ],
    [
      "an environment from itself",
      "    from: dev-env-1",
      "    from: staging-env-1",
      "staging-env- ⇒ staging-env-1 cannot be promoted from itself.",
    ],
    [
      "a circle",
      "  - name: dev-env-1\n",
      "  - name: dev-env-1\n    from: production-env-1\n",
      "production-e ⇒ production-env-1 does not stand above dev-env-1: environments come in promotion order, without a circle.",
    ],
    ["a slash in an environment's name", "    short: production", "    short: production\n    argocd: eu", ""].slice(
      0,
      3,
    ) as [string, string, string],
    ["an unknown role", QA, "approvals: [ { role: quality } ] ", "quality } ] ⇒ quality is not a role of this file."],
    [
      "a misspelt role of an override",
      "override: { role: sre,",
      "override: { role: ser,",
      "ser, lifts: ⇒ ser is not a role of this file.",
    ],
    [
      "an unknown action",
      "[request, sync, rollback, terminate, restart, freeze",
      "[request, synk, rollback, terminate, restart, freeze",
      "synk, rollba ⇒ roles.sre.may.staging-*.2 is synk and must be one of: view, logs, refresh, request, approve, change, sync, force, prune, rollback, terminate, restart, override, freeze, acknowledge, break-glass, administer. Did you mean sync?",
    ],
    [
      "a word for actions",
      'may: { "dev-*": all,',
      'may: { "dev-*": everything,',
      "everything, ⇒ roles.developer.may.dev-* must be all, or a list of actions such as [view, sync].",
    ],
    [
      "groups that are no list",
      "groups: anyone-signed-in",
      "groups: everybody",
      "everybody, ⇒ roles.viewer.groups must be a list of groups, or anyone-signed-in.",
    ],
    [
      "a right in an environment that does not exist",
      'may: { "dev-*": all,',
      "may: { dev-env-9: all,",
      'all, "stagin ⇒ dev-env-9 matches no environment of this file. Did you mean dev-env-1?',
    ],
    [
      "a freeze of nothing",
      'in: "production-*", from',
      'in: "prodution-*", from',
      '"prodution-* ⇒ prodution-* matches no environment of this file.',
    ],
    [
      "a date that does not exist",
      "from: 2026-12-21",
      "from: 2026-02-30",
      '{ in: "produ ⇒ “2026-02-30” is not a date: write 2026-12-21, or with a time 2026-12-21T18:00Z.',
    ],
    [
      "a freeze that ends before it begins",
      "to: 2027-01-04",
      "to: 2026-01-04",
      '{ in: "produ ⇒ the freeze ends (2026-01-04) before it begins (2026-12-21).',
    ],
    [
      "a window without hours",
      '"Mon-Fri 14:00-18:00"',
      '"Mon-Fri"',
      '{ open: "Mon ⇒ “Mon-Fri” is not a window: write days and hours, such as Mon-Fri 14:00-18:00.',
    ],
    [
      "a bad cron",
      '"Mon-Fri 14:00-18:00"',
      '"99 * * * *", duration: 4h',
      '{ open: "99 ⇒ “99 * * * *” is not a cron of five fields, such as 0 14 * * 1-5.',
    ],
    [
      "an unknown time zone",
      "zone: UTC, why: People",
      "zone: Berlin, why: People",
      '{ open: "Mon ⇒ “Berlin” is not a time zone: write UTC or a name such as Europe/Berlin.',
    ],
    [
      "maintenance on a day that is none",
      "first Wed of month 14:00-16:00",
      "1st Wed of month 14:00-16:00",
      '{ closed: "1 ⇒ “1st Wed of month” is not a day of the month: write first Wed of month or last Fri of month.',
    ],
    [
      "a place with a double dot",
      "version: linq-orchestrator.image.tag",
      "version: linq-orchestrator..tag",
      "linq-orchest ⇒ services.linq-orchestrator.version is not a place in a values file: write linq-web.image.tag.",
    ],
    [
      "an image with its tag",
      "image: registry.linq.example/linq-workcell-manager",
      "image: registry.linq.example/linq-workcell-manager:1.0",
      "registry.lin ⇒ services.linq-workcell-manager.image is not an image without a tag: write registry.example/linq-web.",
    ],
    [
      "an address that a browser must not follow",
      "https://docs.linq.example",
      "javascript://docs.linq.example",
      "javascript:/ ⇒ services.linq-orchestrator.runbook is not an address such as https://….",
    ],
    [
      "a fleet's version outside of a fleet",
      "    sync: manual\n",
      "    sync: manual\n    version: image.tag\n",
      "image.tag ⇒ version counts only where values names {application}: else each service has its own.",
    ],
    [
      "an unknown kind of alert",
      "when: degraded",
      "when: degradet",
      "degradet, in ⇒ alerts.2.when is degradet and must be one of: sync-failed, degraded, changed-behind-git, unapproved, rolled-back, needs-a-person, waits-for-approval. Did you mean degraded?",
    ],
    [
      "an alert to nobody known",
      "when: unapproved, to: [ops]",
      "when: unapproved, to: [opps]",
      "opps] } ⇒ opps is not a channel of this file. Did you mean ops?",
    ],
    [
      "a misspelt channel key",
      "ops:       { slack-webhook:",
      "ops:       { slack-webhok:",
      "slack-webhok ⇒ slack-webhok is not known here. Did you mean slack-webhook?",
    ],
    [
      "no organisation",
      "organisations: [ linq ]",
      "organisations: []",
      "[] } ⇒ sign-in.github.organisations is empty.",
    ],
  ])("%s", (_name, from, to, ...expected) => {
    expect(problemsOf(changed(from, to))).toEqual(expected);
  });

  it("tells everything that is wrong at once, in the order of the file", () => {
    const text = changed("name: LINQ Platform", "name: 7")
      .replace("zone: UTC, why: People", "zone: Berlin, why: People")
      .replace("in-a-row: true", "in-a-row: 1");
    expect(problemsOf(text).map((problem) => problem.split(" ⇒ ")[1])).toEqual([
      "name is not text: 7.",
      "“Berlin” is not a time zone: write UTC or a name such as Europe/Berlin.",
      "alerts.1.in-a-row is not true or false: 1.",
    ]);
  });
});
