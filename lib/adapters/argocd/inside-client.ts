import * as z from "zod";
import type { ApplicationRef, ArgoCdInside, Clock, Outcome, Seen } from "@/lib/ports";
import { agentFor } from "./agent";
import { type ArgoCdSettings, createAsking, map, pathOf, scopeOf } from "./asking";
import { logLines } from "./log-stream";
import { kubernetesEvents, managedResources, resourceTree } from "./mapping-inside";
import { type TreeChanges, treeChanges } from "./tree-stream";
import { wireEventList, wireInsideTree, wireManagedList, wireManifest } from "./wire-inside";

/** Manifests are not cut, so the whole answer is bounded; more than this no page shows. */
const MOST_BYTES = 50_000_000;
/** Logs and trees that are followed at once; whoever shares them stays below it (shared-inside.ts). */
const MOST_STREAMS = 200;
/** A refresh may take for ever (contract 5.1); nobody who looks waits longer than this. */
const MOST_REFRESH_MS = 20_000;

export type InsideClient = ArgoCdInside & {
  /** Asks Argo CD to look again, and waits for it. */
  refresh(ref: ApplicationRef): Promise<Outcome<unknown>>;
  treeChanges(ref: ApplicationRef, options: { signal: AbortSignal; onConnected: () => void }): TreeChanges;
};

/** Asks one Argo CD about the inside of an Application, once for every call: nothing is kept or shared here. */
export function createInsideClient(settings: ArgoCdSettings & { clock: Clock }): InsideClient {
  const asking = createAsking(settings, MOST_BYTES);
  const streaming = agentFor(settings, false, MOST_STREAMS);
  const seen = <T>(outcome: Outcome<T>): Outcome<Seen<T>> =>
    map(outcome, (value) => ({ value, at: settings.clock.now() }));

  return {
    instance: settings.instance,
    url: settings.url,
    async tree(ref) {
      const path = `${pathOf(ref)}/resource-tree`;
      return seen(map(await asking.ask({ path, query: scopeOf(ref), shape: wireInsideTree }), resourceTree));
    },
    async managedResources(ref) {
      const path = `${pathOf(ref)}/managed-resources`;
      return seen(map(await asking.ask({ path, query: scopeOf(ref), shape: wireManagedList }), managedResources));
    },
    async manifest(ref, { group, version, kind, namespace, name }) {
      const path = `${pathOf(ref)}/resource`;
      const query = { ...scopeOf(ref), group, version, kind, namespace, resourceName: name };
      return seen(present(await asking.ask({ path, query, shape: wireManifest })));
    },
    async events(ref, resource) {
      const path = `${pathOf(ref)}/events`;
      const query = { ...scopeOf(ref), ...resourceQuery(resource) };
      return seen(map(await asking.ask({ path, query, shape: wireEventList }), kubernetesEvents));
    },
    refresh(ref) {
      const query = { projects: ref.project, appNamespace: ref.namespace, refresh: "normal" };
      const timeoutMs = Math.min(asking.patience.refreshMs, MOST_REFRESH_MS);
      return asking.ask({ path: pathOf(ref), query, shape: z.unknown(), timeoutMs });
    },
    treeChanges: (ref, options) => treeChanges({ asking, agent: streaming }, ref, options),
    logs: (ref, question, signal) =>
      logLines({ asking, agent: streaming, ref, question, now: settings.clock.now(), signal }),
  };
}

function resourceQuery(resource: Parameters<ArgoCdInside["events"]>[1]): Record<string, string> {
  if (resource === null) return {};
  const { namespace, name, uid } = resource;
  return { resourceNamespace: namespace, resourceName: name, ...(uid === null ? {} : { resourceUID: uid }) };
}

function present(outcome: Outcome<{ manifest: string | null }>): Outcome<string> {
  if (!outcome.ok) return outcome;
  const { manifest } = outcome.value;
  if (manifest !== null) return { ok: true, value: manifest };
  return { ok: false, failure: { kind: "not-found", status: 200, detail: "It is not in the cluster." } };
}
