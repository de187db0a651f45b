import type { ArgoCd, ListedApplication, ObservedApplication } from "@/lib/ports";
import { unreachable } from "./git-host.test-support";

/** An Argo CD of which only what a test gives answers. */
export function argoCdWith(change: Partial<ArgoCd>): ArgoCd {
  const silent = async () => ({ ok: false as const, failure: unreachable });
  return {
    instance: "default",
    url: "http://argocd.example",
    version: async () => ({ ok: true, value: "v3.6.0" }),
    list: silent,
    get: silent,
    tree: silent,
    revisionMetadata: silent,
    async *stream() {},
    ...change,
  };
}

export function listedAs(observed: ObservedApplication): ListedApplication {
  const { name, namespace, project, sync, health } = observed;
  return { name, namespace, project, sync, health, phase: observed.operation?.phase ?? null };
}
