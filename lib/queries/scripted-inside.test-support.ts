import type { KubernetesEvent, ManagedResource, ResourceTree } from "@/lib/domain/observed-inside";
import type { ArgoCdInside, Outcome, OutsideFailure, Seen } from "@/lib/ports";
import { NOW } from "./board.test-support";

type Script = {
  tree?: ResourceTree | OutsideFailure;
  managed?: ManagedResource[] | OutsideFailure;
  manifest?: string | OutsideFailure;
  events?: KubernetesEvent[] | OutsideFailure;
};

export const AWAY: OutsideFailure = { kind: "unreachable", status: null, detail: "It did not answer in time." };

/** An Argo CD that answers as it is told; `asked` says what it was asked for, by name. */
export function scriptedInside(script: Script): { insideOf: () => ArgoCdInside; asked: string[] } {
  const asked: string[] = [];
  const answer = <T extends object | string>(what: string, scripted: T | OutsideFailure): Outcome<Seen<T>> => {
    asked.push(what);
    if (isFailure(scripted)) return { ok: false, failure: scripted };
    return { ok: true, value: { value: scripted, at: NOW } };
  };
  const inside: ArgoCdInside = {
    instance: "default",
    url: "https://argocd.example/",
    tree: async () => answer("tree", script.tree ?? { nodes: [], hosts: [] }),
    managedResources: async () => answer("managed", script.managed ?? []),
    manifest: async (_, { kind, name }) => answer(`manifest ${kind} ${name}`, script.manifest ?? "{}"),
    events: async (_, resource) => answer(`events ${resource?.name ?? "of the Application"}`, script.events ?? []),
    logs: async function* () {},
  };
  return { insideOf: () => inside, asked };
}

function isFailure<T extends object | string>(scripted: T | OutsideFailure): scripted is OutsideFailure {
  return typeof scripted === "object" && "detail" in scripted;
}
