import { matchesSelector } from "./label-selector";
import type { Environment, Service } from "./pipeline";

/** An environment whose application manifests have been read: which Applications it claims is now decidable. */
export type ResolvedEnvironment = {
  environment: Environment;
  claims: { by: "names"; names: string[] } | { by: "selector"; selector: string };
};

export type Placeable = { instance: string; name: string; labels: Record<string, string> };

/** The first environment, in promotion order, that claims an application; null when none does. */
export function environmentOf(
  application: Placeable,
  environments: readonly ResolvedEnvironment[],
): ResolvedEnvironment | null {
  return environments.find((resolved) => claims(resolved, application)) ?? null;
}

function claims(resolved: ResolvedEnvironment, application: Placeable): boolean {
  if (resolved.environment.argocd !== application.instance) return false;
  if (resolved.claims.by === "names") return resolved.claims.names.includes(application.name);
  return matchesSelector(resolved.claims.selector, application.labels);
}

const HOLE = "{application}";

/** A fleet has one values file an application, and there every application is a row (decisions.md 14). */
export function isFleet(environment: Environment): boolean {
  return environment.values.includes(HOLE);
}

/**
 * The rows an application fills: in a fleet itself, without its environment's name; a single service where that is what
 * it is named after; else all of the policy's services.
 */
export function rowsOf(application: Placeable, environment: Environment, services: readonly Service[]): string[] {
  const own = ownName(application.name, environment);
  if (isFleet(environment) || services.some((service) => service.name === own)) return [own];
  return services.map((service) => service.name);
}

function ownName(name: string, environment: Environment): string {
  for (const word of [environment.name, environment.short]) {
    if (word !== "" && name.startsWith(`${word}-`)) return name.slice(word.length + 1);
    if (word !== "" && name.endsWith(`-${word}`)) return name.slice(0, -word.length - 1);
  }
  return name;
}

/** The values file of an application in its environment, with both placeholders filled. */
export function valuesPath(environment: Environment, row: string): string {
  return environment.values.replaceAll("{environment}", () => environment.name).replaceAll(HOLE, () => row);
}

/** Tells of a path whose row's values file it is in a fleet's environment; null when it is none of its files. */
export function rowFinder(environment: Environment): (path: string) => string | null {
  if (!isFleet(environment)) return () => null;
  const named = environment.values.replaceAll("{environment}", () => environment.name);
  const [first = "", ...others] = named.split(HOLE).map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const pattern = new RegExp(`^${first}([^/]+)${others.join("\\1")}$`);
  return (path) => pattern.exec(path)?.[1] ?? null;
}
