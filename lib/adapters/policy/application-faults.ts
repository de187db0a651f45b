import { readSelector } from "@/lib/domain/label-selector";

/** A reason that takes work to find is found only where it will be told. */
export type Report = (path: PropertyKey[], reason: string | (() => string)) => void;

type LooseEnvironment = {
  name?: string | undefined;
  argocd?: string | undefined;
  values?: string | undefined;
  version?: string | undefined;
  applications?:
    | { manifests?: string | undefined; names: (string | undefined)[]; selector?: string | undefined }
    | undefined;
};

/** Selectors that cannot be read, and Applications that two environments would claim: only the first would ever have them. */
export function checkApplications(environments: readonly (LooseEnvironment | undefined)[], report: Report) {
  const claimed = new Map<string, string>();
  const claim = (what: string, { argocd, name }: LooseEnvironment, path: PropertyKey[]) => {
    const key = `${argocd ?? "default"}\n${what}`;
    const earlier = claimed.get(key);
    if (earlier !== undefined) report(path, `${what} belongs to ${earlier} already.`);
    else claimed.set(key, name ?? "another environment");
  };
  for (const [index, environment] of environments.entries()) {
    const { applications } = environment ?? {};
    if (!environment || !applications) continue;
    const path = ["environments", index, "applications"];
    const { manifests, names, selector } = applications;
    if (manifests !== undefined) claim(manifests, environment, [...path, "manifests"]);
    for (const [i, name] of names.entries()) if (name !== undefined) claim(name, environment, [...path, "names", i]);
    const read = selector === undefined ? null : readSelector(selector);
    if (read && !read.ok) report([...path, "selector"], `${read.reason}.`);
  }
}

/** The LINQ shape needs services; a fleet has a values file an application, and only there a version stands beside it. */
export function checkShape(environments: readonly (LooseEnvironment | undefined)[], services: number, report: Report) {
  const isFleet = (environment: LooseEnvironment) => environment.values?.includes("{application}") ?? false;
  for (const [index, environment] of environments.entries()) {
    if (!environment?.values || isFleet(environment)) continue;
    const path = ["environments", index];
    if (environment.version !== undefined)
      report(
        [...path, "version"],
        "version counts only where values names {application}: else each service has its own.",
      );
    if (services === 0)
      return report(
        [...path, "values"],
        "services is empty: name what this values file holds, or put {application} in values.",
      );
  }
}
