import type { ApplicationChoice, Environment, Pipeline, Role, WindowRule } from "@/lib/domain/pipeline";
import type { PlaceOf } from "./place";
import type { PipelineFile } from "./shape";
import { toAlerts, toApprovals, toChannels, toProtection, toReleases, toRules } from "./to-rules";

type FileEnvironment = PipelineFile["environments"][number];
type Place = (path: PropertyKey[]) => string;

/** Brings a file that has no problems into the domain's own type, with the defaults that it leaves out. */
export function toPipeline(content: PipelineFile, file: string, placeOf: PlaceOf): Pipeline {
  const place: Place = (path) => `${file}:${placeOf(path, "key").line}`;
  return {
    name: content.name,
    services: (content.services ?? []).map((service) => ({
      name: service.name,
      about: service.about ?? "",
      version: service.version.split("."),
      image: service.image ?? null,
      source: service.source ?? null,
      runbook: service.runbook ?? null,
    })),
    expectedToDiffer: content.settings?.["expected-to-differ"] ?? [],
    promotable: content.settings?.promotable ?? [],
    releases: toReleases(content.releases),
    protection: toProtection(content.protected),
    environments: content.environments.map((environment, index) =>
      toEnvironment({ ...environment, short: shortOf(environment, content.environments) }, index, place),
    ),
    signIn: signInOf(content),
    roles: Object.entries(content.roles ?? {}).map(([name, role]) => toRole(name, role, place(["roles", name]))),
    freezes: (content.freezes ?? []).map((freeze, index) => ({
      ...freeze,
      why: freeze.why ?? "",
      place: place(["freezes", index]),
    })),
    alerts: toAlerts(content.alerts),
    channels: toChannels(content.channels),
    people: (content.people ?? []).map((person) => ({
      name: person.name ?? null,
      mail: person.mail ?? null,
      github: person.github ?? null,
    })),
  };
}

type FileRule = { duration?: string | undefined; zone?: string | undefined; why?: string | undefined };

function windowRule(kind: WindowRule["kind"], when: string, rule: FileRule, place: string): WindowRule {
  return { kind, when, duration: rule.duration ?? null, zone: rule.zone ?? "UTC", why: rule.why ?? "", place };
}

/** Its first word where no other environment begins with the same (`production-env-1`), else its whole name. */
function shortOf({ name, short }: FileEnvironment, environments: readonly FileEnvironment[]): string {
  const first = (text: string) => text.split("-")[0] ?? text;
  if (short !== undefined) return short;
  const alike = environments.filter((other) => first(other.name) === first(name) || other.short === first(name));
  return first(name) !== "" && alike.length === 1 ? first(name) : name;
}

function toEnvironment(environment: FileEnvironment & { short: string }, position: number, place: Place): Environment {
  const { name, short, from, values, version, applications, argocd, change, approvals, sync } = environment;
  const { windows, maintenance } = environment;
  const path = ["environments", position];
  return {
    name,
    short,
    position,
    from: from ?? null,
    values,
    version: version ? version.split(".") : null,
    applications: toChoice(applications),
    argocd: argocd ?? "default",
    change: change ?? "pull-request",
    approvals: toApprovals(approvals),
    sync: sync ?? "manual",
    windows: (windows ?? []).map((rule, index) =>
      windowRule("open", rule.open, rule, place([...path, "windows", index])),
    ),
    maintenance: (maintenance ?? []).map((rule, index) =>
      windowRule("closed", rule.closed, rule, place([...path, "maintenance", index])),
    ),
    rules: toRules(environment),
    place: place(path),
  };
}

function toChoice(applications: FileEnvironment["applications"]): ApplicationChoice {
  if ("manifests" in applications) return { by: "manifest", path: applications.manifests };
  if ("names" in applications) return { by: "names", names: applications.names };
  return { by: "selector", selector: applications.selector };
}

function toRole(name: string, role: NonNullable<PipelineFile["roles"]>[string], place: string): Role {
  return {
    name,
    place,
    groups: role.groups,
    may: Object.entries(role.may).map(([environments, actions]) => ({ environments, actions })),
  };
}

function signInOf(content: PipelineFile): Pipeline["signIn"] {
  const signIn = content["sign-in"];
  if (!signIn) return null;
  return {
    github: signIn.github ?? null,
    oidc: signIn.oidc ? { domains: signIn.oidc.domains ?? [], groups: signIn.oidc.groups ?? [] } : null,
  };
}
