import type { RenderResult } from "./render";
import type { ApplicationSpec } from "./wire";

/** What is known of the Git repository at one moment: contents never change under a SHA, so reading is pure. */
export interface Snapshots {
  /** The SHA of a branch, tag, full or short SHA; null when there is none. */
  resolve(revision: string): string | null;
  /** The manifests that the application's source gives at a SHA. */
  rendered(spec: ApplicationSpec, application: string, sha: string): RenderResult;
}
