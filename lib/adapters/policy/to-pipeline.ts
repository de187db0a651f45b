import type { ApplicationChoice, Environment, Pipeline, Problem, Role, WindowRule } from "@/lib/domain/pipeline";
import { parseWindow } from "@/lib/domain/window-rule";
import type { PlaceOf } from "./place";
import type { PipelineFile } from "./shape";

type Result = { ok: true; pipeline: Pipeline } | { ok: false; problems: Problem[] };
type FileEnvironment = PipelineFile["environments"][number];

/** Brings the file into the domain's own type and checks what no shape can: references, order, windows. */
export function toPipeline(content: PipelineFile, file: string, placeOf: PlaceOf): Result {
  const problems: Problem[] = [];
  const problem = (path: PropertyKey[], reason: string) => problems.push({ file, ...placeOf(path), reason });
  const place = (path: PropertyKey[]) => `${file}:${placeOf(path).line}`;

  checkNames(content, problem);
  checkRoles(content, problem);
  const environments = content.environments.map((environment, index) => {
    const windows = windowRules(environment, ["environments", index], place);
    checkWindows([...windows.windows, ...windows.maintenance], index, problem);
    return toEnvironment(environment, index, windows, place(["environments", index]));
  });
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    pipeline: {
      name: content.name,
      services: content.services.map((service) => ({
        name: service.name,
        about: service.about ?? "",
        version: service.version.split("."),
        image: service.image ?? null,
        source: service.source ?? null,
        runbook: service.runbook ?? null,
      })),
      expectedToDiffer: content.settings?.["expected-to-differ"] ?? [],
      promotable: content.settings?.promotable ?? [],
      protectedPaths: content.protected?.paths ?? [],
      environments,
      signIn: signInOf(content),
      roles: Object.entries(content.roles ?? {}).map(([name, role]) => toRole(name, role)),
      freezes: (content.freezes ?? []).map((freeze, index) => ({
        ...freeze,
        why: freeze.why ?? "",
        place: place(["freezes", index]),
      })),
      people: (content.people ?? []).map((person) => ({
        name: person.name ?? null,
        mail: person.mail ?? null,
        github: person.github ?? null,
      })),
    },
  };
}

type Report = (path: PropertyKey[], reason: string) => void;

function checkNames(content: PipelineFile, problem: Report) {
  const services = new Set<string>();
  for (const [index, { name }] of content.services.entries()) {
    if (services.has(name)) problem(["services", index, "name"], `${name} is a service already.`);
    services.add(name);
  }
  const before = new Set<string>();
  for (const [index, { name, from }] of content.environments.entries()) {
    if (before.has(name)) problem(["environments", index, "name"], `${name} is an environment already.`);
    if (from !== undefined && !before.has(from))
      problem(
        ["environments", index, "from"],
        `${from} does not stand above ${name}: environments come in promotion order.`,
      );
    before.add(name);
  }
}

function checkRoles(content: PipelineFile, problem: Report) {
  const roles = new Set(Object.keys(content.roles ?? {}));
  const check = (name: string, path: PropertyKey[]) => {
    if (!roles.has(name)) problem(path, `${name} is not a role of this file.`);
  };
  for (const [index, approval] of (content.protected?.approvals ?? []).entries())
    check(approval.role, ["protected", "approvals", index, "role"]);
  for (const [index, environment] of content.environments.entries()) {
    for (const [i, approval] of (environment.approvals ?? []).entries())
      check(approval.role, ["environments", index, "approvals", i, "role"]);
    for (const [i, approval] of (environment.hotfix?.approvals ?? []).entries())
      check(approval.role, ["environments", index, "hotfix", "approvals", i, "role"]);
    if (environment.override) check(environment.override.role, ["environments", index, "override", "role"]);
  }
}

type Windows = {
  windows: (WindowRule & { path: PropertyKey[] })[];
  maintenance: (WindowRule & { path: PropertyKey[] })[];
};

function windowRules(
  environment: FileEnvironment,
  path: PropertyKey[],
  place: (path: PropertyKey[]) => string,
): Windows {
  const rule = (
    kind: "open" | "closed",
    list: string,
    index: number,
    when: string,
    rest: { duration?: string | undefined; zone?: string | undefined; why?: string | undefined },
  ) => {
    const own = [...path, list, index];
    return {
      kind,
      when,
      duration: rest.duration ?? null,
      zone: rest.zone ?? "UTC",
      why: rest.why ?? "",
      place: place(own),
      path: own,
    };
  };
  return {
    windows: (environment.windows ?? []).map((w, index) => rule("open", "windows", index, w.open, w)),
    maintenance: (environment.maintenance ?? []).map((w, index) => rule("closed", "maintenance", index, w.closed, w)),
  };
}

function checkWindows(rules: Windows["windows"], _index: number, problem: Report) {
  for (const rule of rules) {
    const read = parseWindow(rule);
    if (!read.ok) problem(rule.path, `${read.reason}.`);
  }
}

function toEnvironment(environment: FileEnvironment, position: number, windows: Windows, place: string): Environment {
  const {
    name,
    short,
    from,
    values,
    version,
    applications,
    argocd,
    change,
    approvals,
    sync,
    windows: _w,
    maintenance: _m,
    ...rules
  } = environment;
  const bare = ({ path: _path, ...rule }: Windows["windows"][number]): WindowRule => rule;
  return {
    name,
    short: short ?? name.split("-")[0] ?? name,
    position,
    from: from ?? null,
    values,
    version: version ? version.split(".") : null,
    applications: toChoice(applications),
    argocd: argocd ?? "default",
    change: change ?? "pull-request",
    approvals: (approvals ?? []).map((approval) => ({ role: approval.role, count: approval.count ?? 1 })),
    sync: sync ?? "manual",
    windows: windows.windows.map(bare),
    maintenance: windows.maintenance.map(bare),
    rules,
    place,
  };
}

function toChoice(applications: FileEnvironment["applications"]): ApplicationChoice {
  if ("manifests" in applications) return { by: "manifest", path: applications.manifests };
  if ("names" in applications) return { by: "names", names: applications.names };
  return { by: "selector", selector: applications.selector };
}

function toRole(name: string, role: NonNullable<PipelineFile["roles"]>[string]): Role {
  return {
    name,
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
