import { parseDuration } from "@/lib/domain/duration";
import {
  type AlertRule,
  type ApprovalRule,
  type Channel,
  type EnvironmentRules,
  GATES,
  type GateRules,
  type Hotfix,
  NO_PLATFORM_RULES,
  NO_RULES,
  type Override,
  type Protection,
  type Releases,
  type Verification,
} from "@/lib/domain/pipeline-rules";
import type { PipelineFile } from "./shape";

type FileEnvironment = PipelineFile["environments"][number];
type FileApprovals = FileEnvironment["approvals"];

const SECOND = 1_000;

/** The rules of one environment, with the defaults that the file leaves out. */
export function toRules(environment: FileEnvironment): EnvironmentRules {
  const { rollback } = environment;
  return {
    statusFile: environment["status-file"] ?? null,
    notesRequired: environment.notes === "required",
    approvalLastsMs: ms(environment["approval-lasts"]),
    signInAgainMs: ms(environment["sign-in-again"]),
    countsReviews: environment["reviews-on-the-git-host"] === "count",
    gates: toGates(environment.gates),
    verify: toVerification(environment.verify),
    rollback: {
      automatic: rollback?.automatic ?? NO_RULES.rollback.automatic,
      git: rollback?.git ?? NO_RULES.rollback.git,
      ignoresWindows: rollback?.windows !== "respect",
    },
    hotfix: toHotfix(environment.hotfix),
    override: toOverride(environment.override),
  };
}

export function toApprovals(approvals: FileApprovals): ApprovalRule[] {
  return (approvals ?? []).map(({ role, count }) => ({ role, count: count ?? 1 }));
}

export function toReleases(releases: PipelineFile["releases"]): Releases | null {
  if (!releases) return null;
  return {
    branch: releases.branch ?? null,
    title: releases.title ?? null,
    semanticVersions: releases["semantic-versions"] ?? null,
    notes: releases.notes ?? null,
    merge: releases.merge ?? "squash",
  };
}

export function toProtection(file: PipelineFile["protected"]): Protection {
  if (!file) return NO_PLATFORM_RULES.protection;
  return {
    paths: file.paths,
    approvals: toApprovals(file.approvals),
    countsReviews: file["reviews-on-the-git-host"] === "count",
  };
}

export function toAlerts(alerts: PipelineFile["alerts"]): AlertRule[] {
  return (alerts ?? []).map((alert) => ({
    when: alert.when,
    in: alert.in ?? "*",
    forMs: ms(alert.for) ?? 0,
    moreThan: alert["more-than"] ?? 0,
    inARow: alert["in-a-row"] ?? false,
    to: alert.to ?? [],
  }));
}

export function toChannels(channels: PipelineFile["channels"]): Channel[] {
  return Object.entries(channels ?? {}).map(([name, channel]) => ({
    name,
    slackWebhookSecret: channel["slack-webhook"]?.secret ?? null,
    webhook: channel.webhook ?? null,
    secret: channel.secret ?? null,
    mail: channel.mail ?? null,
  }));
}

function toGates(gates: FileEnvironment["gates"]): GateRules {
  const soak = gates?.soak;
  const rendered = gates?.["rendered-difference"];
  const modes: GateRules["modes"] = {};
  for (const name of GATES) {
    const written = gates?.[name];
    if (typeof written === "string") modes[name] = written;
  }
  if (typeof soak === "object") modes.soak = soak.otherwise ?? "block";
  return {
    modes,
    soakMs: typeof soak === "object" ? ms(soak.for) : null,
    prunes: typeof rendered === "object" ? rendered.prunes : null,
  };
}

function toVerification(verify: FileEnvironment["verify"]): Verification | null {
  if (!verify) return null;
  const { health } = verify;
  return {
    forMs: ms(verify.for),
    atMostMs: ms(verify["at-most"]),
    endpoints: verify.endpoints ?? null,
    health: health
      ? {
          path: health.path,
          port: health.port ?? 8_080,
          timeoutMs: ms(health.timeout) ?? 30 * SECOND,
          attempts: health.attempts ?? 3,
          reach: health.reach ?? null,
        }
      : null,
    metrics: verify.metrics ?? [],
  };
}

function toHotfix(hotfix: FileEnvironment["hotfix"]): Hotfix | null {
  if (!hotfix) return null;
  return {
    skips: hotfix.skips,
    approvals: toApprovals(hotfix.approvals),
    secondPerson: hotfix["second-person"] ?? "always",
    followUpWithinMs: ms(hotfix["follow-up-within"]),
  };
}

function toOverride(override: FileEnvironment["override"]): Override | null {
  if (!override) return null;
  return {
    role: override.role,
    lifts: override.lifts,
    secondPerson: override["second-person"] ?? "always",
    lastsMs: ms(override.lasts),
    followUpWithinMs: ms(override["follow-up-within"]),
  };
}

function ms(text: string | undefined): number | null {
  return text === undefined ? null : parseDuration(text);
}
