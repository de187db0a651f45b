import type { ResourceName } from "./resource-key";
import { type HealthState, type SyncState, TONES, type Tone } from "./status";

/** One resource as list, graph and pods show it. What is not known of it is null, empty or none. */
export type SeenResource = ResourceName & {
  /** `resourceKey` of itself, and of what made it. */
  key: string;
  parent: string | null;
  version: string;
  tone: Tone;
  /** How it stands, in words; and what the cluster says of it. */
  words: string;
  message: string;
  sync: SyncState | null;
  health: HealthState | null;
  hook: boolean;
  requiresPruning: boolean;
  /** In the namespace but of no Application. */
  orphaned: boolean;
  images: string[];
  /** Tags of its images or of its pods', those of older pods first. */
  versions: string[];
  restarts: number;
  /** The machine that carries it. */
  node: string | null;
  createdAt: string | null;
  /** Ran to its end as it should, as a Job and its pods do. */
  ended: boolean;
};

/** What fails comes first, and of that the pods, since they say why; then kind and name. */
export function compareResources(a: SeenResource, b: SeenResource): number {
  return (
    TONES.indexOf(a.tone) - TONES.indexOf(b.tone) ||
    Number(isReason(b)) - Number(isReason(a)) ||
    order(a.kind, b.kind) ||
    order(a.name, b.name) ||
    order(a.key, b.key)
  );
}

export function isPod({ kind, group }: { kind: string; group: string }): boolean {
  return kind === "Pod" && group === "";
}

function isReason(resource: SeenResource): boolean {
  return resource.tone === "failing" && isPod(resource);
}

/** Names are ASCII; a language's own order is a hundred times slower and differs between server and browser. */
function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
