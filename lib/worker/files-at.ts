import { bounded } from "@/lib/bounded-map";
import type { GitHost, Log } from "@/lib/ports";

/** Which content a path has at a commit: the same `id` is the same text. `charts` stands for all charts together. */
export type FileAt = { id: string | null; charts: string | null };

type Listing = { kind: "listed"; files: Map<string, string> } | { kind: "too-many" } | { kind: "unknown-commit" };

const CHARTS = "helm-charts";
const LISTINGS_KEPT = 50;

export type FilesAt = ReturnType<typeof createFilesAt>;

/**
 * What Git holds at a commit, with one request for all files of it. A fleet of thousands would otherwise cost as many
 * requests at every push, and the Git host's rate limit with them.
 */
export function createFilesAt(deps: { git: GitHost; log: Log }) {
  const listings = bounded<Promise<Listing | null>>(LISTINGS_KEPT);

  function listingAt(sha: string): Promise<Listing | null> {
    const known = listings.get(sha);
    if (known) return known;
    const listing = list(sha);
    listings.set(sha, listing);
    return listing;
  }

  async function list(sha: string): Promise<Listing | null> {
    const found = await deps.git.files(sha);
    if (found.ok) return found.value === null ? { kind: "too-many" } : { kind: "listed", files: found.value };
    if (found.failure.kind === "not-found") return { kind: "unknown-commit" };
    listings.delete(sha);
    deps.log.warn("the files of a commit could not be listed", { sha, reason: found.failure.detail });
    return null;
  }

  /** One by one, where the repository holds more files than its host lists. */
  async function alone(path: string, sha: string): Promise<FileAt | null> {
    const [file, charts] = await Promise.all([
      deps.git.file(path, sha),
      deps.git.commits({ ref: sha, path: CHARTS, limit: 1 }),
    ]);
    if (!file.ok) return null;
    return { id: file.value, charts: charts.ok ? (charts.value[0]?.sha ?? "") : null };
  }

  return {
    /** Null when it could not be read now. */
    async at(path: string, sha: string): Promise<FileAt | null> {
      const listing = await listingAt(sha);
      switch (listing?.kind) {
        case undefined:
          return null;
        case "listed":
          return { id: listing.files.get(path) ?? null, charts: listing.files.get(CHARTS) ?? "" };
        case "unknown-commit":
          return { id: null, charts: null };
        case "too-many":
          return alone(path, sha);
      }
    },
    /** Every path at a commit with the hash of its content: none where they cannot be listed, null when not now. */
    async all(sha: string): Promise<ReadonlyMap<string, string> | null> {
      const listing = await listingAt(sha);
      return listing && (listing.kind === "listed" ? listing.files : new Map());
    },
  };
}
