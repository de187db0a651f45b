import type { GitCommit, GitHost, Log, OutsideFailure } from "@/lib/ports";

export const silentLog: Log = { info() {}, warn() {}, error() {} };

export const notFound: OutsideFailure = { kind: "not-found", status: 404, detail: "Not Found" };
export const unreachable: OutsideFailure = { kind: "unreachable", status: null, detail: "No answer" };

/** A Git host that holds these files by commit, and tells what it was asked for. */
export function gitHostWith(commits: Record<string, Record<string, string>>, change: Partial<GitHost> = {}) {
  const asked: string[] = [];
  const reading = { now: 0, most: 0 };
  const host: GitHost = {
    head: async () => ({ ok: false, failure: notFound }),
    async file(path, ref) {
      asked.push(`file ${path}@${ref}`);
      reading.most = Math.max(reading.most, ++reading.now);
      await new Promise((resolve) => setImmediate(resolve));
      reading.now--;
      return { ok: true, value: commits[ref]?.[path] ?? null };
    },
    async files(sha) {
      asked.push(`files@${sha}`);
      const found = commits[sha];
      if (!found) return { ok: false, failure: notFound };
      return { ok: true, value: new Map(Object.entries(found).map(([path, text]) => [path, `hash of ${text}`])) };
    },
    async texts(sha, wanted) {
      asked.push(`texts@${sha}`);
      const found = commits[sha];
      if (!found) return { ok: false, failure: notFound };
      return { ok: true, value: new Map(Object.entries(found).filter(([path]) => wanted(path))) };
    },
    async commit(sha) {
      asked.push(`commit ${sha}`);
      return commits[sha] ? { ok: true, value: commitOf(sha) } : { ok: false, failure: notFound };
    },
    commits: async () => ({ ok: true, value: [] }),
    ...change,
  };
  return { host, asked, reading };
}

function commitOf(sha: string): GitCommit {
  return { sha, author: "Dana Ito", mail: "", login: null, message: "A change", at: null, url: null };
}
