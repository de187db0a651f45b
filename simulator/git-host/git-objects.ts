import { git, gitParts } from "./git";
import { isRevision, isSha } from "./names";

export type GitObject = { sha: string; type: "blob" | "tree" | "commit" | "tag"; size: number };
export type TreeEntry = { mode: string; type: string; sha: string; size: number | null; path: string };

/** What each name stands for; null where there is nothing. Names must hold no newline. */
export async function objectsOf(directory: string, names: string[]): Promise<(GitObject | null)[]> {
  if (names.length === 0) return [];
  const text = await git(directory, ["cat-file", "--batch-check"], { input: `${names.join("\n")}\n` });
  return text
    .toString("utf8")
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [, sha, type, size] = /^([0-9a-f]{40}) (blob|tree|commit|tag) (\d+)$/.exec(line) ?? [];
      return sha && isType(type) ? { sha, type, size: Number(size) } : null;
    });
}

function isType(type: string | undefined): type is GitObject["type"] {
  return type === "blob" || type === "tree" || type === "commit" || type === "tag";
}

export async function objectOf(directory: string, name: string): Promise<GitObject | null> {
  return (await objectsOf(directory, [name]))[0] ?? null;
}

/** The commit that a revision names: a branch before a tag of the same name, as on GitHub. */
export async function commitSha(directory: string, revision: string): Promise<string | null> {
  if (!isRevision(revision)) return null;
  const names = isSha(revision) ? [revision] : [`refs/heads/${revision}`, `refs/tags/${revision}`, revision];
  const found = await objectsOf(
    directory,
    names.map((name) => `${name}^{commit}`),
  );
  return found.find((object) => object !== null)?.sha ?? null;
}

/** What a tree holds, in git's order; all levels when recursive. */
export async function entriesOf(directory: string, tree: string, recursive = false): Promise<TreeEntry[]> {
  const lines = await gitParts(directory, ["ls-tree", "-z", "-l", ...(recursive ? ["-r", "-t"] : []), tree]);
  return lines.map(entryOf);
}

/** One path at a commit. */
export async function entryAt(directory: string, commit: string, path: string): Promise<TreeEntry | null> {
  const [line] = await gitParts(directory, ["ls-tree", "-z", "-l", commit, "--", path]);
  return line === undefined ? null : entryOf(line);
}

function entryOf(line: string): TreeEntry {
  const tab = line.indexOf("\t");
  const [mode = "", type = "", sha = "", size = "-"] = line.slice(0, tab).split(/ +/);
  return { mode, type, sha, size: size === "-" ? null : Number(size), path: line.slice(tab + 1) };
}
