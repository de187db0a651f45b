import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";

const TIMEOUT_MS = 30_000;
const MOST_BYTES = 120_000_000;
const MOST_PUSHED_BYTES = 500_000_000;

/** For every git process: what GitHub's own servers allow and check, and no clean-up under way behind an answer. */
const SETTINGS: [string, string][] = [
  ["core.quotePath", "false"],
  ["gc.auto", "0"],
  ["receive.autogc", "false"],
  ["receive.fsckObjects", "true"],
  ["receive.maxInputSize", String(MOST_PUSHED_BYTES)],
  ["safe.directory", "*"],
  ["uploadpack.allowAnySHA1InWant", "true"],
  ["uploadpack.allowFilter", "true"],
];

/** A person's own git settings and a calling git's variables play no part; a path is a path and never a pattern. */
const ENVIRONMENT: NodeJS.ProcessEnv = {
  ...process.env,
  ...Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => name.startsWith("GIT_"))
      .map((name) => [name, undefined]),
  ),
  LC_ALL: "C.UTF-8",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: process.platform === "win32" ? "NUL" : "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
  GIT_LITERAL_PATHSPECS: "1",
  GIT_CONFIG_COUNT: String(SETTINGS.length),
  ...Object.fromEntries(
    SETTINGS.flatMap(([key, value], n) => [
      [`GIT_CONFIG_KEY_${n}`, key],
      [`GIT_CONFIG_VALUE_${n}`, value],
    ]),
  ),
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
      else out.push(chunk);
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

/** The parts of an output whose parts end with NUL, as every command with paths in it is asked to write. */
export async function gitParts(directory: string, args: string[], run?: GitRun): Promise<string[]> {
  return (await git(directory, args, run)).toString("utf8").split("\0").slice(0, -1);
}

export function startGit(
  directory: string,
  args: string[],
  env: Record<string, string> = {},
): ChildProcessWithoutNullStreams {
  return spawn("git", args, { cwd: directory, env: { ...ENVIRONMENT, GIT_DIR: directory, ...env } });
}

export type Person = { name: string; email: string };

/** Whose commit it is and when, so that no machine's identity or clock gets in. */
export function identity(author: Person & { at: Date }, committer: Person & { at: Date } = author) {
  return {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: gitDate(author.at),
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
    GIT_COMMITTER_DATE: gitDate(committer.at),
  };
}

export function gitDate(at: Date): string {
  return `${Math.floor(at.getTime() / 1_000)} +0000`;
}
