import { bounded } from "@/lib/bounded-map";
import type { GitCommit, GitHost, Log, Outcome } from "@/lib/ports";
import { textsIn } from "./archive";
import { type Answer, createAsk, notGitHub, shaped } from "./ask";

import { createOctokit, type GitHostAuth } from "./octokit";
import { storable, wireCommit, wireCommits, wireRef, wireTree } from "./wire";

const TIMEOUT_MS = 15_000;
const KEPT = 5_000;
const MOST_COMMITS = 100;

export type GitHostSettings = {
  apiUrl: string;
  repository: string;
  auth: GitHostAuth;
  log: Log;
  timeoutMs?: number;
};

/** GitHub's REST API through Octokit. What is addressed by a full SHA never changes and is asked for once. */
export function createGitHost({ timeoutMs = TIMEOUT_MS, ...settings }: GitHostSettings): GitHost {
  const [owner = "", repo = ""] = settings.repository.split("/");
  const { rest } = createOctokit({ ...settings, timeoutMs });
  const ask = createAsk();
  const files = bounded<string | null>(KEPT);
  const newest = bounded<GitCommit[]>(KEPT);
  const heads = new Map<string, { etag: string; sha: string }>();

  /** GitHub says 404 also of a whole repository that a token may not see: only what can be seen can lack a file. */
  async function missing(ref: string): Promise<Outcome<null>> {
    const seen = await ask(() => rest.repos.listCommits({ owner, repo, sha: ref, per_page: 1 }));
    return seen.ok ? { ok: true, value: null } : seen;
  }

  /** A commit that is unknown stays so; a repository that may not be seen may be seen again. */
  async function notListed(): Promise<Outcome<never>> {
    const seen = await ask(() => rest.repos.get({ owner, repo }));
    if (seen.ok) return { ok: false, failure: { kind: "not-found", status: 404, detail: "There is no such commit." } };
    const detail = `Our credentials may not see ${settings.repository}, or it is not there.`;
    return isNotThere(seen) ? { ok: false, failure: { kind: "refused-this", status: 404, detail } } : seen;
  }

  return {
    /** Asked with the last ETag, so that an unchanged branch costs no rate limit. */
    async head(branch) {
      const before = heads.get(branch);
      const headers = before ? { "if-none-match": before.etag } : {};
      // Not tried again here: it is polled, and that it does not answer must not take a minute to be said.
      const found = await ask(() => rest.git.getRef({ owner, repo, ref: `heads/${branch}`, headers }), { retries: 0 });
      if (!found.ok && found.failure.status === 304 && before) return { ok: true, value: before.sha };
      if (isNotThere(found)) return noBranch(branch, settings.repository);
      const read = shaped(found, wireRef);
      if (!read.ok) return read;
      const { sha } = read.value.object;
      const etag = found.ok ? found.value.headers.etag : undefined;
      if (etag) heads.set(branch, { etag, sha });
      return { ok: true, value: sha };
    },
    async file(path, ref) {
      const key = `${ref}:${path}`;
      const known = files.get(key);
      if (known !== undefined) return { ok: true, value: known };
      const found = await ask(() => rest.repos.getContent({ owner, repo, path, ref, mediaType: { format: "raw" } }));
      const read = isNotThere(found) ? await missing(ref) : textOf(found);
      if (read.ok && isSha(ref)) files.set(key, read.value);
      return read;
    },
    async files(sha) {
      const found = await ask(() => rest.git.getTree({ owner, repo, tree_sha: sha, recursive: "1" }));
      if (isNotThere(found)) return notListed();
      const read = shaped(found, wireTree);
      if (!read.ok) return read;
      const { tree, truncated } = read.value;
      return { ok: true, value: truncated ? null : new Map(tree.map((entry) => [entry.path, entry.sha])) };
    },
    async texts(sha, wanted) {
      const found = await ask(() => rest.repos.downloadTarballArchive({ owner, repo, ref: sha }));
      if (isNotThere(found)) return notListed();
      if (!found.ok) return found;
      const { data } = found.value;
      const texts = data instanceof ArrayBuffer ? await textsIn(Buffer.from(data), wanted) : null;
      return texts ? { ok: true, value: texts } : { ok: false, failure: notGitHub };
    },
    async commit(sha) {
      return shaped(await ask(() => rest.repos.getCommit({ owner, repo, ref: sha, per_page: 1 })), wireCommit);
    },
    async commits({ ref, path, limit }) {
      const key = `${ref}:${path ?? ""}:${limit}`;
      const known = newest.get(key);
      if (known) return { ok: true, value: known };
      const query = {
        owner,
        repo,
        sha: ref,
        per_page: Math.min(limit, MOST_COMMITS),
        ...(path === null ? {} : { path }),
      };
      const read = shaped(await ask(() => rest.repos.listCommits(query)), wireCommits);
      if (read.ok && isSha(ref)) newest.set(key, read.value);
      return read;
    },
  };
}

function isSha(ref: string): boolean {
  return /^[0-9a-f]{40}$/.test(ref);
}

function isNotThere(found: Outcome<Answer>): boolean {
  return !found.ok && found.failure.kind === "not-found" && found.failure.status === 404;
}

function noBranch(branch: string, repository: string): Outcome<never> {
  const detail = `There is no branch ${branch} in ${repository}, or our credentials may not see it.`;
  return { ok: false, failure: { kind: "not-found", status: 404, detail } };
}

/** Raw content comes as text; a folder comes as a list and is no file; a page is not from GitHub's API. */
function textOf(found: Outcome<Answer>): Outcome<string | null> {
  if (!found.ok) return found;
  const { data, headers } = found.value;
  const type = headers["content-type"] ?? "";
  if (/\braw\b/.test(type)) return { ok: true, value: storable(text(data)) };
  if (type.startsWith("application/json") && data !== null && typeof data === "object")
    return { ok: true, value: null };
  return { ok: false, failure: notGitHub };
}

/** Text or, depending on how its type is written, bytes. */
function text(data: unknown): string {
  if (typeof data === "string") return data;
  return data instanceof ArrayBuffer ? Buffer.from(data).toString("utf8") : "";
}
