import { type Answer, notFound, ok, Refused } from "./answer";
import { encoded, isRaw, MOST_BYTES, rawAnswer, tooLarge } from "./blobs";
import { git } from "./git";
import { commitSha, entriesOf, entryAt, objectOf, type TreeEntry } from "./git-objects";
import { isFilePath } from "./names";
import { apiOf, inAddress, webOf } from "./urls";
import { bareRepository, type World } from "./world";

/** Larger files come without content; GitHub then wants the raw media type. */
const MOST_INLINE = 1_000_000;

/** GET contents: a file, its raw bytes when asked for, or a directory's entries. */
export async function readContents(world: World, path: string, revision: string, accept: string): Promise<Answer> {
  if (!isFilePath(path)) throw notFound();
  const directory = bareRepository(world);
  const sha = await commitSha(directory, revision);
  if (!sha)
    throw new Refused(404, world.hasCommits ? `No commit found for the ref ${revision}` : "This repository is empty.");
  const entry = path === "" ? await rootOf(directory, sha) : await entryAt(directory, sha, path);
  if (!entry) throw notFound();
  if (entry.type === "tree") return directoryAnswer(world, entry, path, revision, accept);
  if (entry.type === "commit") return ok(submoduleBody(world, entry, revision));
  return fileAnswer(world, entry, revision, accept);
}

async function rootOf(directory: string, commit: string): Promise<TreeEntry | null> {
  const tree = await objectOf(directory, `${commit}^{tree}`);
  return tree && { mode: "040000", type: "tree", sha: tree.sha, size: null, path: "" };
}

async function fileAnswer(world: World, entry: TreeEntry, revision: string, accept: string): Promise<Answer> {
  const size = entry.size ?? 0;
  if (size > MOST_BYTES) throw tooLarge();
  const raw = isRaw(accept);
  const inline = raw || size <= MOST_INLINE;
  const bytes = inline ? await git(bareRepository(world), ["cat-file", "blob", entry.sha]) : Buffer.alloc(0);
  if (raw) return rawAnswer(bytes);
  const body = entryBody(world, entry, revision);
  if (entry.mode === "120000") return ok({ ...body, type: "symlink", target: bytes.toString("utf8") });
  return ok({
    ...body,
    ...(inline ? { content: encoded(bytes), encoding: "base64" } : { content: "", encoding: "none" }),
  });
}

async function directoryAnswer(
  world: World,
  entry: TreeEntry,
  path: string,
  revision: string,
  accept: string,
): Promise<Answer> {
  const found = await entriesOf(bareRepository(world), entry.sha);
  const entries = found.map((one) =>
    entryBody(world, { ...one, path: path === "" ? one.path : `${path}/${one.path}` }, revision),
  );
  if (!/[./]object\b/.test(accept)) return ok(entries);
  return ok({ ...entryBody(world, entry, revision), entries });
}

/** A submodule has no content here, and none of its addresses lead anywhere. */
function submoduleBody(world: World, entry: TreeEntry, revision: string) {
  return { ...entryBody(world, entry, revision), type: "submodule", submodule_git_url: null };
}

function typeOf({ mode, type }: TreeEntry): string {
  if (type === "tree") return "dir";
  return mode === "120000" ? "symlink" : "file"; // GitHub calls submodules in a listing files, too
}

/** What every form of an entry carries. */
export function entryBody(world: World, entry: TreeEntry, revision: string) {
  const { path, sha } = entry;
  const ref = encodeURIComponent(revision);
  const folder = entry.type === "tree";
  const url = `${apiOf(world)}/contents/${inAddress(path)}?ref=${ref}`;
  const html = `${webOf(world)}/${folder ? "tree" : "blob"}/${inAddress(revision)}/${inAddress(path)}`;
  const gitUrl = `${apiOf(world)}/git/${folder ? "trees" : "blobs"}/${sha}`;
  return {
    name: path.split("/").at(-1) ?? "",
    path,
    sha,
    size: entry.size ?? 0,
    url,
    html_url: html,
    git_url: gitUrl,
    download_url: entry.type === "blob" ? `${webOf(world)}/raw/${inAddress(revision)}/${inAddress(path)}` : null,
    type: typeOf(entry),
    _links: { self: url, git: gitUrl, html },
  };
}
