import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const TIMEOUT_MS = 20_000;

/** Whose commit it is and what it says, where that matters. */
type By = { author?: string; message?: string };

/** A person's clone of the demo's GitOps repository, through the real `git`. */
export type GitClone = {
  /** Puts a service's tag in an environment's values file, commits as this person and pushes. Gives the commit's sha. */
  pushTag(environment: string, service: string, tag: string, by?: By): Promise<string>;
  /** Changes a file as `change` says, commits and pushes. Gives the commit's sha. */
  push(file: string, change: (text: string) => string, by?: By): Promise<string>;
  remove(): void;
};

export async function cloneOf(
  url: string,
  person = { name: "Dana Ito", mail: "dana@linq.example" },
): Promise<GitClone> {
  const dir = mkdtempSync(path.join(os.tmpdir(), "slipway-clone-"));
  const git = async (...args: string[]) => {
    const { stdout } = await run("git", ["-C", dir, "-c", "commit.gpgsign=false", ...args], { timeout: TIMEOUT_MS });
    return stdout.trim();
  };
  await git("clone", "--quiet", url, ".");
  await git("config", "user.name", person.name);
  await git("config", "user.email", person.mail);
  const push: GitClone["push"] = async (file, change, { author, message = `Change ${file}` } = {}) => {
    await git("pull", "--quiet", "--rebase");
    const before = readFileSync(path.join(dir, file), "utf8");
    const after = change(before);
    if (after === before) throw new Error(`${file} would not change`);
    writeFileSync(path.join(dir, file), after);
    await git("commit", "--quiet", "-am", message, ...(author ? ["--author", author] : []));
    await git("push", "--quiet");
    return git("rev-parse", "HEAD");
  };
  return {
    pushTag: (environment, service, tag, by = {}) =>
      push(path.join("environments", environment, "values.yaml"), (text) => withTag(text, service, tag), {
        message: `${service} ${tag} in ${environment}`,
        ...by,
      }),
    push,
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** The first `tag:` below the service's own key. */
function withTag(text: string, service: string, tag: string): string {
  const pattern = new RegExp(String.raw`^(${service}:[^\n]*(?:\n(?:[ \t].*)?)*?\n[ \t]+tag:[ \t]*)("[^"]*"|\S+)`, "m");
  return text.replace(pattern, (_whole, head: string) => `${head}"${tag}"`);
}
