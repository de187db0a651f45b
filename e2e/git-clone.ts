import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const TIMEOUT_MS = 20_000;

/** A person's clone of the demo's GitOps repository, through the real `git`. */
export type GitClone = {
  /** Puts a service's tag in an environment's values file, commits as this person and pushes. Gives the commit's sha. */
  pushTag(environment: string, service: string, tag: string): Promise<string>;
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
  return {
    async pushTag(environment, service, tag) {
      await git("pull", "--quiet", "--rebase");
      const file = path.join("environments", environment, "values.yaml");
      const before = readFileSync(path.join(dir, file), "utf8");
      const after = withTag(before, service, tag);
      if (after === before) throw new Error(`${file} names no other tag for ${service} than ${tag}`);
      writeFileSync(path.join(dir, file), after);
      await git("commit", "--quiet", "-am", `${service} ${tag} in ${environment}`);
      await git("push", "--quiet");
      return git("rev-parse", "HEAD");
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** The first `tag:` below the service's own key. */
function withTag(text: string, service: string, tag: string): string {
  const pattern = new RegExp(String.raw`^(${service}:[^\n]*(?:\n(?:[ \t].*)?)*?\n[ \t]+tag:[ \t]*)("[^"]*"|\S+)`, "m");
  return text.replace(pattern, (_whole, head: string) => `${head}"${tag}"`);
}
