import { type Answer, invalid, notFound, Refused } from "./answer";
import { apiOf, oneCommit, webOf } from "./commits";
import { commitSha, git, gitText, identity, isFilePath, isRefName } from "./git";
import { bareRepository, personOf, type User, type World } from "./world";

/** GET contents: a file, its raw bytes when asked for, or a directory's entries. */
export async function readContents(world: World, filePath: string, revision: string, raw: boolean): Promise<Answer> {
  if (!isFilePath(filePath)) throw notFound();
  const directory = bareRepository(world);
  const sha = await commitSha(directory, revision);
  if (!sha) throw new Refused(404, `No commit found for the ref ${revision}`);
  const target = filePath === "" ? `${sha}^{tree}` : `${sha}:${filePath}`;
  const type = await gitText(directory, ["cat-file", "-t", target]).catch(() => null);
  if (type === null) throw notFound();
  if (type === "tree") return { status: 200, body: await entriesOf(world, sha, filePath, revision) };
  const blob = await gitText(directory, ["rev-parse", target]);
  const bytes = await git(directory, ["cat-file", "blob", blob]);
  if (raw)
    return {
      status: 200,
      body: null,
      raw: bytes,
      headers: { "Content-Type": "application/vnd.github.raw+json; charset=utf-8" },
    };
  const encoded = bytes.toString("base64").replace(/.{1,60}/g, "$&\n");
  return {
    status: 200,
    body: { ...fileBody(world, filePath, blob, bytes.length, revision), content: encoded, encoding: "base64" },
  };
}

async function entriesOf(world: World, sha: string, filePath: string, revision: string) {
  const prefix = filePath === "" ? "" : `${filePath}/`;
  const lines = await gitText(bareRepository(world), [
    "ls-tree",
    "-l",
    "--end-of-options",
    sha,
    ...(prefix ? [prefix] : []),
  ]);
  return lines
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [meta = "", full = ""] = line.split("\t");
      const [, kind = "blob", blob = "", size = "0"] = meta.split(/\s+/);
      return { ...fileBody(world, full, blob, Number(size) || 0, revision), type: kind === "tree" ? "dir" : "file" };
    });
}

function fileBody(world: World, filePath: string, sha: string, size: number, revision: string) {
  const url = `${apiOf(world)}/contents/${filePath}?ref=${revision}`;
  const html = `${webOf(world)}/blob/${revision}/${filePath}`;
  return {
    type: "file",
    name: filePath.split("/").at(-1) ?? "",
    path: filePath,
    sha,
    size,
    url,
    html_url: html,
    git_url: `${apiOf(world)}/git/blobs/${sha}`,
    download_url: `${webOf(world)}/raw/${revision}/${filePath}`,
    _links: { self: url, git: `${apiOf(world)}/git/blobs/${sha}`, html },
  };
}

type Write = {
  message?: unknown;
  content?: unknown;
  sha?: unknown;
  branch?: unknown;
  author?: { name?: unknown; email?: unknown };
  committer?: unknown;
};

/** PUT or DELETE contents: one commit on a branch; the file's present SHA guards against overwriting somebody's change. */
export async function writeContents(
  world: World,
  filePath: string,
  body: Write,
  user: User,
  remove: boolean,
): Promise<Answer> {
  if (!isFilePath(filePath) || filePath === "") throw invalid("path is malformed", "path");
  const branch = typeof body.branch === "string" ? body.branch : "main";
  if (!isRefName(branch)) throw invalid("Branch is malformed", "branch");
  if (typeof body.message !== "string" || body.message === "")
    throw new Refused(422, 'Invalid request.\n\n"message" wasn\'t supplied.');
  if (!remove && typeof body.content !== "string")
    throw new Refused(422, 'Invalid request.\n\n"content" wasn\'t supplied.');
  const directory = bareRepository(world);
  const head = await commitSha(directory, `refs/heads/${branch}`);
  if (!head) throw new Refused(404, `Branch ${branch} not found`);
  const present = await gitText(directory, ["rev-parse", "--verify", "--quiet", `${head}:${filePath}`]).catch(
    () => null,
  );
  guard(filePath, present, body.sha, remove);
  const blob = remove
    ? null
    : await gitText(directory, ["hash-object", "-w", "--stdin"], {
        input: Buffer.from(String(body.content), "base64"),
      });
  const commit = await commitFile(world, { head, filePath, blob, message: body.message, user, author: body.author });
  await gitText(directory, ["update-ref", `refs/heads/${branch}`, commit, head]).catch(() => {
    throw new Refused(409, `${branch} was moved meanwhile`);
  });
  const made = await oneCommit(world, commit);
  const content =
    blob === null
      ? null
      : { ...fileBody(world, filePath, blob, Buffer.from(String(body.content), "base64").length, branch) };
  return {
    status: present === null && !remove ? 201 : 200,
    body: {
      content,
      commit: made
        ? { ...made.commit, sha: made.sha, node_id: made.node_id, html_url: made.html_url, parents: made.parents }
        : null,
    },
  };
}

function guard(filePath: string, present: string | null, given: unknown, remove: boolean) {
  if (present === null) {
    if (remove) throw notFound();
    if (typeof given === "string") throw new Refused(409, `${filePath} does not match ${given}`);
    return;
  }
  if (given === undefined) throw new Refused(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  if (given !== present) throw new Refused(409, `${filePath} does not match ${String(given)}`);
}

type FileCommit = {
  head: string;
  filePath: string;
  blob: string | null;
  message: string;
  user: User;
  author: Write["author"];
};

async function commitFile(world: World, { head, filePath, blob, message, user, author }: FileCommit): Promise<string> {
  const directory = bareRepository(world);
  const index = { GIT_INDEX_FILE: `${directory}/write-${process.pid}-${Math.random().toString(36).slice(2)}.index` };
  try {
    await git(directory, ["read-tree", head], { env: index });
    const line = blob === null ? `0 ${"0".repeat(40)}\t${filePath}\n` : `100644 blob ${blob}\t${filePath}\n`;
    await git(directory, ["update-index", "--add", "--index-info"], { input: line, env: index });
    const tree = await gitText(directory, ["write-tree"], { env: index });
    const committer = personOf(world, user.login);
    const named =
      typeof author?.name === "string" && typeof author.email === "string"
        ? { name: author.name, email: author.email }
        : committer;
    return await gitText(directory, ["commit-tree", tree, "-p", head, "-F", "-"], {
      input: message,
      env: identity(named, world.clock.now(), committer),
    });
  } finally {
    const { rm } = await import("node:fs/promises");
    await rm(index.GIT_INDEX_FILE, { force: true });
  }
}
