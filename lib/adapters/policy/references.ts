import * as z from "zod";
import { matchesGlob } from "@/lib/domain/glob";
import { parseFreeze } from "@/lib/domain/sync-window-freeze";
import { parseWindow } from "@/lib/domain/window-rule";
import { checkApplications, checkShape, type Report } from "./application-faults";
import type { Fault } from "./place";
import { suggestion } from "./suggestion";

// What no shape can check: names that refer to other parts, promotion order, windows and dates. Reads past whatever else
// is wrong with the file, so that all problems come at once.

const text = z.string().optional().catch(undefined);
/** More than the shape allows is its business: what comes after is not looked at, so that the work stays bounded. */
const MOST_ENTRIES = 500;
const MOST_FAULTS = 101;
const first = <T>(items: T[]) => items.slice(0, MOST_ENTRIES);
const texts = z.array(text).catch([]).transform(first);
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item.optional().catch(undefined))
    .catch([])
    .transform((items) => first(items));
const group = <T extends z.ZodRawShape>(shape: T) => z.object(shape).optional().catch(undefined);
const approvals = list(z.object({ role: text }));
const hours = { duration: text, zone: text };

const environmentNames = z.object({
  name: text,
  short: text,
  from: text,
  argocd: text,
  values: text,
  version: text,
  applications: group({ manifests: text, names: z.array(text).catch([]), selector: text }),
  approvals,
  hotfix: group({ approvals }),
  override: group({ role: text }),
  windows: list(z.object({ open: text, ...hours })),
  maintenance: list(z.object({ closed: text, ...hours })),
});
const looseShape = z.object({
  services: list(z.object({ name: text })),
  environments: list(environmentNames),
  protected: group({ approvals }),
  roles: z.record(z.string(), group({ may: z.record(z.string(), z.unknown()).catch({}) })).catch({}),
  freezes: list(z.object({ in: text, from: text, to: text })),
  alerts: list(z.object({ in: text, to: texts })),
  channels: z.record(z.string(), z.unknown()).catch({}),
});
type Loose = z.output<typeof looseShape>;

/** References that lead nowhere, names that stand twice, windows and freezes that cannot be read. */
export function referenceFaults(content: unknown): Fault[] {
  const read = looseShape.safeParse(content);
  if (!read.success) return [];
  const faults: Fault[] = [];
  const report: Report = (path, reason) => {
    if (faults.length >= MOST_FAULTS) return;
    faults.push({ path, at: "value", reason: typeof reason === "string" ? reason : reason() });
  };
  checkNames(read.data, report);
  checkRoles(read.data, report);
  checkTimes(read.data, report);
  checkEnvironments(read.data, report);
  checkApplications(read.data.environments, report);
  checkShape(read.data.environments, read.data.services.length, report);
  return faults;
}

function checkNames({ services, environments }: Loose, report: Report) {
  const known = new Set<string>();
  for (const [index, service] of services.entries()) {
    if (service?.name === undefined) continue;
    if (known.has(service.name)) report(["services", index, "name"], `${service.name} is a service already.`);
    known.add(service.name);
  }
  const names = namesOf(environments);
  const above = new Set<string>();
  const shorts = new Set<string>();
  for (const [index, environment] of environments.entries()) {
    const { name, short, from } = environment ?? {};
    const path = ["environments", index];
    if (short !== undefined && shorts.has(short)) report([...path, "short"], `${short} is a short name already.`);
    if (short !== undefined) shorts.add(short);
    if (name !== undefined && above.has(name)) report([...path, "name"], `${name} is an environment already.`);
    if (from !== undefined && !above.has(from)) report([...path, "from"], () => fromReason(from, name, names));
    if (name !== undefined) above.add(name);
  }
}

function fromReason(from: string, name: string | undefined, names: string[]): string {
  if (from === name) return `${name} cannot be promoted from itself.`;
  if (!names.includes(from)) return `${from} is not an environment of this file.${suggestion(from, names)}`;
  return `${from} does not stand above ${name ?? "this one"}: environments come in promotion order, without a circle.`;
}

function checkRoles({ environments, protected: guarded, roles }: Loose, report: Report) {
  const known = first(Object.keys(roles));
  const check = (role: string | undefined, path: PropertyKey[]) => {
    if (role === undefined || known.includes(role)) return;
    report([...path, "role"], () => `${role} is not a role of this file.${suggestion(role, known)}`);
  };
  const checkAll = (items: ({ role?: string | undefined } | undefined)[], path: PropertyKey[]) => {
    for (const [index, item] of items.entries()) check(item?.role, [...path, index]);
  };
  checkAll(guarded?.approvals ?? [], ["protected", "approvals"]);
  for (const [index, environment] of environments.entries()) {
    const path = ["environments", index];
    checkAll(environment?.approvals ?? [], [...path, "approvals"]);
    checkAll(environment?.hotfix?.approvals ?? [], [...path, "hotfix", "approvals"]);
    check(environment?.override?.role, [...path, "override"]);
  }
}

function checkTimes({ environments, freezes }: Loose, report: Report) {
  const check = (when: string | undefined, rule: { duration?: string | undefined; zone?: string | undefined }) => {
    if (when === undefined) return null;
    const read = parseWindow({ when, duration: rule.duration ?? null, zone: rule.zone ?? "UTC" });
    return read.ok ? null : read.reason;
  };
  for (const [index, environment] of environments.entries()) {
    for (const [i, rule] of (environment?.windows ?? []).entries()) {
      const reason = rule ? check(rule.open, rule) : null;
      if (reason !== null) report(["environments", index, "windows", i], `${reason}.`);
    }
    for (const [i, rule] of (environment?.maintenance ?? []).entries()) {
      const reason = rule ? check(rule.closed, rule) : null;
      if (reason !== null) report(["environments", index, "maintenance", i], `${reason}.`);
    }
  }
  for (const [index, freeze] of freezes.entries()) {
    if (freeze?.from === undefined || freeze.to === undefined) continue;
    const read = parseFreeze({ from: freeze.from, to: freeze.to });
    if (!read.ok) report(["freezes", index], `${read.reason}.`);
  }
}

/** A name without `*` must be an environment; a freeze or an alert that no environment matches guards nothing. */
function checkEnvironments({ environments, roles, freezes, alerts, channels }: Loose, report: Report) {
  const names = namesOf(environments);
  const unknown = (glob: string) => () => `${glob} matches no environment of this file.${suggestion(glob, names)}`;
  const matchesNone = (glob: string) => !names.some((name) => matchesGlob(glob, name));
  for (const [name, role] of first(Object.entries(roles)))
    for (const glob of first(Object.keys(role?.may ?? {})))
      if (!glob.includes("*") && matchesNone(glob)) report(["roles", name, "may", glob], unknown(glob));
  for (const [index, freeze] of freezes.entries())
    if (freeze?.in !== undefined && matchesNone(freeze.in)) report(["freezes", index, "in"], unknown(freeze.in));
  const known = first(Object.keys(channels));
  for (const [index, alert] of alerts.entries()) {
    if (alert?.in !== undefined && matchesNone(alert.in)) report(["alerts", index, "in"], unknown(alert.in));
    for (const [i, channel] of (alert?.to ?? []).entries())
      if (channel !== undefined && !known.includes(channel))
        report(
          ["alerts", index, "to", i],
          () => `${channel} is not a channel of this file.${suggestion(channel, known)}`,
        );
  }
}

function namesOf(environments: Loose["environments"]): string[] {
  return environments.flatMap((environment) => environment?.name ?? []);
}
