import type { ManifestFacts } from "@/lib/domain/manifest-facts";
import type { KubernetesEvent, TreeHost } from "@/lib/domain/observed-inside";
import type { SeenResource } from "@/lib/domain/resource-row";
import type { Time } from "./overview";

export type { ManifestFacts } from "@/lib/domain/manifest-facts";
export type { SeenResource } from "@/lib/domain/resource-row";

/** One resource of one Application; `key` is one of a kind within it. */
export type ResourceRow = SeenResource & { application: string };

/** What the projection holds of an environment's resources; it stands while Argo CD cannot be asked. */
export type ResourcesPage = {
  resources: ResourceRow[];
  /** Of how many of the applications that Argo CD has the resources are given: what is unwell or moves comes first. */
  resourcesOf: { applications: number; of: number };
};

/** Everything inside of one Application, as Argo CD gave it at `at`; failing first. */
export type TreePage = {
  application: string;
  /** Of so many the rows are given, worst first. */
  of: number;
  rows: ResourceRow[];
  hosts: TreeHost[];
  argocd: string | null;
  at: Time;
};

/** A part that may fail while the rest stands: then why, as a sentence. */
export type Given<T> = { value: T; problem: null } | { value: null; problem: string };

export type ResourceLink = Pick<SeenResource, "key" | "kind" | "name" | "tone" | "words">;
export type ResourceEvent = Omit<KubernetesEvent, "firstAt" | "lastAt"> & { firstAt: Time | null; lastAt: Time | null };

/** One resource in its drawer. */
export type ResourceDetails = {
  application: string;
  at: Time;
  row: ResourceRow;
  /** What made it, from the top; what it made, worst first, and how many that are; what its traffic goes to. */
  owners: ResourceLink[];
  children: ResourceLink[];
  childrenOf: number;
  targets: ResourceLink[];
  urls: string[];
  argocd: string | null;
  facts: Given<ManifestFacts>;
  events: Given<ResourceEvent[]>;
};

/** Both as JSON; live is null where the cluster has none, desired where Git has none. Secrets are masked by Argo CD. */
export type ManifestPage = {
  application: string;
  at: Time;
  live: Given<string | null>;
  desired: Given<string | null>;
};
