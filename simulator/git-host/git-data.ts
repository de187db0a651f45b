import { type Answer, notFound, Refused } from "./answer";
import { apiOf, oneCommit } from "./commits";
import { commitSha, git, gitText, identity, isFilePath } from "./git";
import { bareRepository, personOf, type User, type World } from "./world";

const SHA = /^[0-9a-f]{40}$/;

export async function readBlob(world: World, sha: string): Promise<Answer> {
  const bytes = SHA.test(sha) ? await git(bareRepository(world), ["cat-file", "blob", sha]).catch(() => null) : null;
  if (!bytes) throw notFound();
  const content = bytes.toString("base64").replace(/.{1,60}/g, "$&\n");
  return {
    status: 200,
    body: {
      sha,
      node_id: `B_${sha}`,
      size: bytes.length,
      url: `${apiOf(world)}/git/blobs/${sha}`,
      content,
      encoding: "base64",
    },
  };
}

export async function createBlob(world: World, body: { content?: unknown; encoding?: unknown }): Promise<Answer> {
  if (typeof body.content !== "string") throw new Refused(422, 'Invalid request.\n\n"content" wasn\'t supplied.');
  const input = Buffer.from(body.content, body.encoding === "base64" ? "base64" : "utf8");
  const sha = await gitText(bareRepository(world), ["hash-object", "-w", "--stdin"], { input });
  return { status: 201, body: { sha, url: `${apiOf(world)}/git/blobs/${sha}` } };
}

export async function readTree(world: World, revision: string, recursive: boolean): Promise<Answer> {
  const directory = bareRepository(world);
  const named = SHA.test(revision) ? revision : await commitSha(directory, revision);
  const sha = named
    ? await gitText(directory, ["rev-parse", "--verify", "--quiet", `${named}^{tree}`]).catch(() => null)
    : null;
  if (!sha) throw notFound();
  const lines = await gitText(directory, ["ls-tree", "-l", ...(recursive ? ["-r", "-t"] : []), sha]);
  const tree = lines
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [meta = "", path = ""] = line.split("\t");
      const [mode = "", type = "", object = "", size = "-"] = meta.split(/\s+/);
      const kind = type === "tree" ? "trees" : "blobs";
      return {
        path,
        mode,
        type,
        sha: object,
        ...(size === "-" ? {} : { size: Number(size) }),
        url: `${apiOf(world)}/git/${kind}/${object}`,
      };
    });
  return { status: 200, body: { sha, url: `${apiOf(world)}/git/trees/${sha}`, tree, truncated: false } };
}

type TreeEntry = { path?: unknown; mode?: unknown; sha?: unknown; content?: unknown };

export async function createTree(world: World, body: { tree?: unknown; base_tree?: unknown }): Promise<Answer> {
  const directory = bareRepository(world);
  const env = { GIT_INDEX_FILE: `${directory}/tree-${process.pid}-${Math.random().toString(36).slice(2)}.index` };
  if (!Array.isArray(body.tree)) throw new Refused(422, "Invalid tree info");
  try {
    if (typeof body.base_tree === "string" && SHA.test(body.base_tree))
      await git(directory, ["read-tree", body.base_tree], { env });
    for (const entry of body.tree as TreeEntry[]) await addEntry(directory, entry, env);
    const sha = await gitText(directory, ["write-tree"], { env });
    return { ...(await readTree(world, sha, false)), status: 201 };
  } finally {
    const { rm } = await import("node:fs/promises");
    await rm(env.GIT_INDEX_FILE, { force: true });
  }
}

async function addEntry(directory: string, entry: TreeEntry, env: Record<string, string>) {
  if (typeof entry.path !== "string" || !isFilePath(entry.path))
    throw new Refused(422, "tree.path contains a malformed path component");
  const mode = typeof entry.mode === "string" ? entry.mode : "100644";
  const sha =
    typeof entry.content === "string"
      ? await gitText(directory, ["hash-object", "-w", "--stdin"], { input: entry.content })
      : entry.sha;
  const line = sha === null ? `0 ${"0".repeat(40)}\t${entry.path}\n` : `${mode} ${String(sha)}\t${entry.path}\n`;
  await git(directory, ["update-index", "--add", "--index-info"], { input: line, env }).catch(() => {
    throw new Refused(422, "tree.sha is not a valid object");
  });
}

export async function readGitCommit(world: World, sha: string): Promise<Answer> {
  const commit = SHA.test(sha) ? await oneCommit(world, sha).catch(() => undefined) : undefined;
  if (!commit) throw notFound();
  return {
    status: 200,
    body: { ...commit.commit, sha, node_id: commit.node_id, html_url: commit.html_url, parents: commit.parents },
  };
}

type NewCommit = { message?: unknown; tree?: unknown; parents?: unknown; author?: { name?: unknown; email?: unknown } };

export async function createCommit(world: World, body: NewCommit, user: User): Promise<Answer> {
  const { message, tree } = body;
  if (typeof message !== "string" || typeof tree !== "string" || !SHA.test(tree))
    throw new Refused(422, "Tree SHA does not exist");
  const parents = Array.isArray(body.parents)
    ? body.parents.filter((p): p is string => typeof p === "string" && SHA.test(p))
    : [];
  const committer = personOf(world, user.login);
  const { author } = body;
  const named =
    typeof author?.name === "string" && typeof author.email === "string"
      ? { name: author.name, email: author.email }
      : committer;
  const args = ["commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent]), "-F", "-"];
  const sha = await gitText(bareRepository(world), args, {
    input: message,
    env: identity(named, world.clock.now(), committer),
  }).catch(() => {
    throw new Refused(422, "Tree SHA does not exist");
  });
  return { ...(await readGitCommit(world, sha)), status: 201 };
}
