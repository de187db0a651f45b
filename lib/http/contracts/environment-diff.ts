import type { Cause } from "@/lib/domain/change-cause";
import type { FieldDifference, ResourceState } from "@/lib/domain/resource-diff";
import type { TextDiff } from "@/lib/domain/text-diff";
import type { Time } from "./overview";

/** One resource that differs. `key` names it in addresses: group/kind/namespace/name. */
export type ResourceDifference = {
  key: string;
  group: string;
  kind: string;
  namespace: string;
  name: string;
  /** `unreadable`: Argo CD's documents could not be read. */
  state: ResourceState | "unreadable";
  cause: Cause;
  /** Live is `before`, Git is `after`. */
  words: FieldDifference[];
  moreWords: number;
  /** Null where the answer had no more room: asked for by its key it comes. */
  lines: TextDiff | null;
};

/** What the cluster holds against what Git says, of one Application, as Argo CD compared them. */
export type EnvironmentDiff = {
  application: string;
  /** When Argo CD gave it. */
  at: Time;
  /** The commit that it compared with, and the one that was deployed last. */
  revisions: { compared: string | null; deployed: string | null };
  automated: { syncs: boolean; prunes: boolean; heals: boolean };
  result:
    | { state: "not-compared"; title: string; detail: string }
    /** `matching` of `differing` fit the filter, of so many that were compared; `resources` are the first of them. */
    | { state: "compared"; compared: number; differing: number; matching: number; resources: ResourceDifference[] };
};
