import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "octokit";
import type { GitCommit, GitHost, Log, Outcome } from "@/lib/ports";
import { bounded } from "./bounded-map";
import { failureOf } from "./failure";

const TIMEOUT_MS = 15_000;
const FILES_KEPT = 5_000;

export type GitHostSettings = {
  apiUrl: string;
  webUrl: string;
  repository: string;
  auth: { kind: "token"; token: string } | { kind: "app"; appId: string; privateKey: string; installationId: number };
  log: Log;
};

/** GitHub's REST API through Octokit. What is addressed by a full SHA never changes and is asked for once. */
export function createGitHost(settings: GitHostSettings): GitHost {
  const { log } = settings;
  const [owner = "", repo = ""] = settings.repository.split("/");
  const octokit = new Octokit({
    baseUrl: settings.apiUrl,
    ...(settings.auth.kind === "token"
      ? { auth: settings.auth.token }
      : {
          authStrategy: createAppAuth,
          auth: {
            appId: settings.auth.appId,
            privateKey: settings.auth.privateKey,
            installationId: settings.auth.installationId,
          },
        }),
    request: {
      fetch: (url: string, init: RequestInit) => fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) }),
    },
    throttle: { enabled: false },
    retry: { retries: 2 },
    log: {
      debug() {},
      info() {},
      warn: (message: string) => log.warn(message),
      error: (message: string) => log.warn(message),
    },
  });
  const files = bounded<string | null>(FILES_KEPT);
  const newest = bounded<GitCommit[]>(FILES_KEPT);
  const heads = new Map<string, { etag: string; sha: string }>();

  async function ask<T>(call: () => Promise<T>): Promise<Outcome<T>> {
    try {
      return { ok: true, value: await call() };
    } catch (error) {
      return { ok: false, failure: failureOf(error) };
    }
  }

  return {
    commitUrl: (sha) => `${settings.webUrl}/${owner}/${repo}/commit/${sha}`,
    /** Asked with the last ETag, so that an unchanged branch costs no rate limit. */
    async head(branch) {
      const before = heads.get(branch);
      const headers = before ? { "if-none-match": before.etag } : {};
      // Not tried again here: it is polled, and that it does not answer must not take a minute to be said.
      const request = { retries: 0 };
      const found = await ask(() => octokit.rest.git.getRef({ owner, repo, ref: `heads/${branch}`, headers, request }));
      if (!found.ok && found.failure.status === 304 && before) return { ok: true, value: before.sha };
      if (!found.ok) return found;
      const { sha } = found.value.data.object;
      if (found.value.headers.etag) heads.set(branch, { etag: found.value.headers.etag, sha });
      return { ok: true, value: sha };
    },
    async file(path, ref) {
      const key = `${ref}:${path}`;
      const known = files.get(key);
      if (known !== undefined) return { ok: true, value: known };
      const found = await ask(() =>
        octokit.rest.repos.getContent({ owner, repo, path, ref, mediaType: { format: "raw" } }),
      );
      const text = found.ok ? asText(found.value.data) : null;
      if (!found.ok && found.failure.kind !== "not-found") return found;
      if (isSha(ref)) files.set(key, text);
      return { ok: true, value: text };
    },
    async commit(sha) {
      const found = await ask(() => octokit.rest.repos.getCommit({ owner, repo, ref: sha }));
      return found.ok ? { ok: true, value: commitOf(found.value.data) } : found;
    },
    async commits({ ref, path, limit }) {
      const key = `${ref}:${path ?? ""}:${limit}`;
      const known = newest.get(key);
      if (known) return { ok: true, value: known };
      const found = await ask(() =>
        octokit.rest.repos.listCommits({ owner, repo, sha: ref, per_page: limit, ...(path === null ? {} : { path }) }),
      );
      if (!found.ok) return found;
      const commits = found.value.data.map(commitOf);
      if (isSha(ref)) newest.set(key, commits);
      return { ok: true, value: commits };
    },
  };
}

function isSha(ref: string): boolean {
  return /^[0-9a-f]{40}$/.test(ref);
}

/** Raw content comes as text or, depending on its type header, as bytes. */
function asText(data: unknown): string | null {
  if (typeof data === "string") return data;
  if (data instanceof ArrayBuffer) return Buffer.from(data).toString("utf8");
  return null;
}

type ApiCommit = {
  sha: string;
  html_url: string;
  commit: {
    message: string;
    author: { name?: string | undefined; email?: string | undefined; date?: string | undefined } | null;
  };
  author: { login?: string } | null;
};

function commitOf(data: ApiCommit): GitCommit {
  const { author } = data.commit;
  return {
    sha: data.sha,
    author: author?.name ?? "",
    mail: author?.email ?? "",
    login: data.author?.login ?? null,
    message: data.commit.message,
    at: author?.date ? new Date(author.date) : null,
    url: data.html_url,
  };
}
