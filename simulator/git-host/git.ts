import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";

const TIMEOUT_MS = 20_000;
const MOST_BYTES = 100_000_000;

/** A person's own git settings play no part: no hooks, no helpers, no default branch of theirs. */
const ENVIRONMENT = {
  ...process.env,
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: process.platform === "win32" ? "NUL" : "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
};

export class GitError extends Error {
  constructor(readonly detail: string) {
    super(`git: ${detail.split("\n")[0] ?? "failed"}`);
  }
}

export type GitRun = { input?: Buffer | string; env?: Record<string, string> };

/** Runs git in a repository, without a shell, with a time limit; gives its output's bytes or throws GitError. */
export function git(directory: string, args: string[], { input, env = {} }: GitRun = {}): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = startGit(directory, args, env);
    const timer = setTimeout(() => child.kill("SIGKILL"), TIMEOUT_MS);
    const out: Buffer[] = [];
    let size = 0;
    let errors = "";
    child.stdout.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > MOST_BYTES) child.kill("SIGKILL");
      out.push(chunk);
    });
    child.stderr.on("data", (chunk: Buffer) => {
      errors = (errors + chunk.toString("utf8")).slice(-2_000);
    });
    child.on("error", (error) => reject(new GitError(error.message)));
    child.on("close", (code) => {
      clearTimeout(timer);
      if (code === 0) resolve(Buffer.concat(out));
      else reject(new GitError(errors.trim() || `${args[0]} ended with ${code}`));
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(input ?? "");
  });
}

export async function gitText(directory: string, args: string[], run?: GitRun): Promise<string> {
  return (await git(directory, args, run)).toString("utf8").replace(/\n$/, "");
}

export function startGit(
  directory: string,
  args: string[],
  env: Record<string, string> = {},
): ChildProcessWithoutNullStreams {
  return spawn("git", args, { cwd: directory, env: { ...ENVIRONMENT, ...env } });
}

const SHA = /^[0-9a-f]{40}$/;

/** A ref, branch or SHA that git would accept as one and never take for an option or a range. */
export function isRevision(text: string): boolean {
  return SHA.test(text) || isRefName(text) || /^[0-9a-f]{7,39}$/.test(text);
}

export function isRefName(text: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9._/-]{0,200}$/.test(text) && !/\.\.|\/\/|@\{|\.lock$|[./]$/.test(text);
}

export function isFilePath(text: string): boolean {
  return (
    text.length < 1_000 &&
    !text.startsWith("/") &&
    !/[\0\n]/.test(text) &&
    !text.split("/").some((part) => part === ".." || part === ".git")
  );
}

/** The full SHA of a commit that a revision names; null when there is none. */
export async function commitSha(directory: string, revision: string): Promise<string | null> {
  if (!isRevision(revision)) return null;
  const found = await gitText(directory, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${revision}^{commit}`,
  ]).catch(() => "");
  return SHA.test(found) ? found : null;
}

export type Person = { name: string; email: string };

/** Whose commit it is and when, so that no machine's identity or clock gets in. */
export function identity(author: Person, at: Date, committer: Person = author): Record<string, string> {
  const date = `${Math.floor(at.getTime() / 1_000)} +0000`;
  return {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
    GIT_COMMITTER_DATE: date,
  };
}
