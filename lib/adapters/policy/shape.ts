import * as z from "zod";
import { ACTIONS, ALERTS, LIFTABLE } from "./vocabulary";

// The shape of environments/pipeline.yaml: the one source of what is accepted and of public/pipeline.schema.json.

const name = z.string().min(1).max(100);
const words = z.string().max(2_000);
const mode = z.enum(["block", "warn", "show"]);
const place = z
  .string()
  .max(300)
  .regex(/^[^.]+(\.[^.]+)*$/, "is not a place in a values file: write linq-web.image.tag");
const duration = z
  .string()
  .max(40)
  .regex(/^(\d+(\.\d+)?(ms|s|m|h|d))+$/, "is not a duration: write 90s, 5m, 24h or 3d");
const address = z
  .string()
  .max(2_000)
  .regex(/^https?:\/\/[^\s/]+/, "is not an address such as https://…");
/** Addresses of pages hold it, so it may not hold what divides them. */
const environmentName = name.regex(/^[^/\s]+( [^/\s]+)*$/, "cannot hold a slash or a line break");

const service = z.strictObject({
  name,
  about: words.optional().describe("What it does, in a few words"),
  version: place.describe("Where its version stands in every environment's values file: linq-web.image.tag"),
  image: z
    .string()
    .max(500)
    .regex(/^([^\s@/]+\/)*[^\s@/:]+$/, "is not an image without a tag: write registry.example/linq-web")
    .optional()
    .describe("Its image without a tag: recognises its pods"),
  source: z
    .strictObject({ repository: z.string().min(1), tag: z.string().min(1) })
    .optional()
    .describe("Where its code is, for the commits between two versions"),
  runbook: address.optional(),
});

const approval = z.strictObject({ role: name, count: z.int().min(1).max(20).optional() });
const open = z.strictObject({
  open: words,
  duration: duration.optional(),
  zone: name.optional(),
  why: words.optional(),
});
const closed = z.strictObject({
  closed: words,
  duration: duration.optional(),
  zone: name.optional(),
  why: words.optional(),
});

const gates = z.strictObject({
  "verified-in-source": mode.optional(),
  soak: z
    .union(
      [mode, z.strictObject({ for: duration, otherwise: mode.optional() })],
      "must be block, warn or show, or { for: 24h, otherwise: block }",
    )
    .optional(),
  checks: mode.optional(),
  "everything-approved": mode.optional(),
  downgrade: mode.optional(),
  "source-healthy": mode.optional(),
  "rendered-difference": z
    .union([mode, z.strictObject({ prunes: mode })], "must be block, warn or show, or { prunes: warn }")
    .optional(),
});

const verify = z.strictObject({
  for: duration.optional(),
  "at-most": duration.optional(),
  endpoints: z.enum(["ready", "ignore"]).optional(),
  health: z
    .strictObject({
      path: z.string().regex(/^\//, "is not a path: write /health"),
      port: z.int().min(1).max(65_535).optional(),
      timeout: duration.optional(),
      attempts: z.int().min(1).max(20).optional(),
      reach: z.string().optional(),
    })
    .optional(),
  metrics: z.array(z.strictObject({ name, query: z.string(), limit: z.number() })).optional(),
});

const secondPerson = z.enum(["always", "when-there-is-one"]);

const environment = z.strictObject({
  name: environmentName,
  short: name.optional(),
  from: environmentName.optional().describe("The environment that feeds it"),
  values: z.string().min(1).describe("Its values file; {environment} and {application} are filled in"),
  version: place.optional().describe("In a fleet: where the version stands in each application's values file"),
  applications: z.union(
    [
      z.strictObject({ manifests: z.string().min(1) }),
      z.strictObject({ names: z.array(name).min(1).max(10_000) }),
      z.strictObject({ selector: z.string().min(1) }),
    ],
    'must be { manifests: argocd-apps/dev-app.yaml }, { names: [a, b] } or { selector: "environment=dev" }',
  ),
  argocd: name.optional().describe("The Argo CD instance, where there are several"),
  change: z.enum(["direct", "pull-request"]).optional(),
  sync: z.enum(["automatic", "manual"]).optional(),
  "status-file": z.string().optional(),
  notes: z.enum(["required", "optional"]).optional(),
  approvals: z.array(approval).max(50).optional(),
  "approval-lasts": duration.optional(),
  "sign-in-again": duration.optional(),
  "reviews-on-the-git-host": z.enum(["count", "ignore"]).optional(),
  gates: gates.optional(),
  windows: z.array(open).max(50).optional(),
  maintenance: z.array(closed).max(50).optional(),
  verify: verify.optional(),
  rollback: z
    .strictObject({
      automatic: z.boolean().optional(),
      git: z.enum(["pull-request", "none"]).optional(),
      windows: z.enum(["ignore", "respect"]).optional(),
    })
    .optional(),
  hotfix: z
    .strictObject({
      skips: z.array(z.enum(LIFTABLE)),
      approvals: z.array(approval).max(50).optional(),
      "second-person": secondPerson.optional(),
      "follow-up-within": duration.optional(),
    })
    .optional(),
  override: z
    .strictObject({
      role: name,
      lifts: z.array(z.enum(LIFTABLE)),
      "second-person": secondPerson.optional(),
      lasts: duration.optional(),
      "follow-up-within": duration.optional(),
    })
    .optional(),
});

const may = z.record(
  z.string(),
  z.union([z.literal("all"), z.array(z.enum(ACTIONS))], "must be all, or a list of actions such as [view, sync]"),
);
const groups = z.union(
  [z.literal("anyone-signed-in"), z.array(z.string().min(1))],
  "must be a list of groups, or anyone-signed-in",
);
const role = z.strictObject({ groups, may });

const alert = z.strictObject({
  when: z.enum(ALERTS),
  in: z.string().optional(),
  for: duration.optional(),
  "more-than": z.int().min(0).optional(),
  "in-a-row": z.boolean().optional(),
  to: z.array(z.string()).max(100).optional(),
});
const channel = z.strictObject({
  "slack-webhook": z.strictObject({ secret: z.string().min(1) }).optional(),
  webhook: address.optional(),
  secret: z.string().min(1).optional().describe("The name of the secret, never the secret"),
  mail: z.string().min(1).optional(),
});

export const pipelineShape = z.strictObject({
  version: z.literal(1),
  name,
  services: z
    .array(service)
    .max(500)
    .optional()
    .describe("What is promoted; in a fleet each application is a row by itself"),
  settings: z
    .strictObject({ promotable: z.array(z.string()).optional(), "expected-to-differ": z.array(z.string()).optional() })
    .optional(),
  releases: z
    .strictObject({
      branch: z.string().optional(),
      title: z.string().optional(),
      "semantic-versions": mode.optional(),
      notes: words.optional(),
      merge: z.enum(["squash", "merge", "rebase"]).optional(),
    })
    .optional(),
  protected: z
    .strictObject({
      paths: z.array(z.string()),
      approvals: z.array(approval).max(50).optional(),
      "reviews-on-the-git-host": z.enum(["count", "ignore"]).optional(),
    })
    .optional(),
  environments: z.array(environment).min(1).max(500),
  "sign-in": z
    .strictObject({
      github: z.strictObject({ organisations: z.array(z.string()).min(1) }).optional(),
      oidc: z
        .strictObject({ domains: z.array(z.string()).optional(), groups: z.array(z.string()).optional() })
        .optional(),
    })
    .optional(),
  roles: z.record(z.string(), role).optional(),
  freezes: z
    .array(z.strictObject({ in: z.string(), from: z.string(), to: z.string(), why: words.optional() }))
    .max(500)
    .optional(),
  people: z
    .array(z.strictObject({ name: z.string().optional(), mail: z.string().optional(), github: z.string().optional() }))
    .optional(),
  alerts: z.array(alert).max(500).optional(),
  channels: z.record(z.string(), channel).optional(),
});

export type PipelineFile = z.output<typeof pipelineShape>;
