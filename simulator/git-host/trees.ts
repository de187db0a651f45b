import { type Answer, notFound, ok, Refused } from "./answer";
import { writeBlob } from "./blobs";
import { editTree, type TreeEdit } from "./edit-tree";
import { commitSha, entriesOf, objectOf, objectsOf } from "./git-objects";
import { type Body, isObject, listIn, optionalText, requiredText } from "./input";
import { isFilePath, isSha } from "./names";
import { apiOf } from "./urls";
import { bareRepository, type World } from "./world";

const MOST_ENTRIES = 100_000;
const TYPES: Readonly<Record<string, string>> = {
  "100644": "blob",
  "100755": "blob",
  "120000": "blob",
  "040000": "tree",
  "160000": "commit",
};

/** A tree by its SHA, or that of a commit, branch or tag. */
export async function readTree(world: World, revision: string, recursive: boolean): Promise<Answer> {
  const directory = bareRepository(world);
  const named = isSha(revision) ? revision : await commitSha(directory, revision);
  const tree = named ? await objectOf(directory, `${named}^{tree}`) : null;
  if (!tree) throw notFound();
  return ok(await treeBody(world, tree.sha, recursive));
}

async function treeBody(world: World, sha: string, recursive: boolean) {
  const entries = await entriesOf(bareRepository(world), sha, recursive);
  const url = `${apiOf(world)}/git/trees/${sha}`;
  const tree = entries.slice(0, MOST_ENTRIES).map((entry) => ({
    path: entry.path,
    mode: entry.mode,
    type: entry.type,
    sha: entry.sha,
    ...(entry.size === null ? {} : { size: entry.size }),
    ...(entry.type === "commit" ? {} : { url: `${apiOf(world)}/git/${entry.type}s/${entry.sha}` }),
  }));
  return { sha, url, tree, truncated: entries.length > MOST_ENTRIES };
}

export async function createTree(world: World, body: Body): Promise<Answer> {
  const given = listIn(body, "tree");
  if (!given || given.length === 0) throw new Refused(422, "Invalid tree info");
  const base = optionalText(body, "base_tree");
  const baseTree =
    base === undefined ? null : isSha(base) ? await objectOf(bareRepository(world), `${base}^{tree}`) : undefined;
  if (base !== undefined && !baseTree) throw new Refused(422, "base_tree is not a valid tree oid");
  const edits: TreeEdit[] = [];
  for (const item of given) edits.push(await editOf(world, item));
  await checkObjects(world, edits);
  const sha = await editTree(bareRepository(world), baseTree?.sha ?? null, edits);
  const made = await treeBody(world, sha, false);
  return { status: 201, body: made, headers: { Location: made.url } };
}

async function editOf(world: World, item: unknown): Promise<TreeEdit> {
  if (!isObject(item)) throw new Refused(422, "Invalid tree info");
  const path = requiredText(item, "path");
  if (path.startsWith("/")) throw new Refused(422, "tree.path cannot start with a slash");
  if (path === "" || !isFilePath(path)) throw new Refused(422, "tree.path contains a malformed path component");
  if (item.sha === null && item.content === undefined) return { path, entry: null };
  const mode = optionalText(item, "mode") ?? "";
  const type = TYPES[mode];
  if (type === undefined) throw new Refused(422, "Must supply a valid tree.mode");
  if (typeof item.sha === "string" && item.content !== undefined)
    throw new Refused(422, "Must supply either tree.sha or tree.content");
  if (typeof item.content === "string" && type === "blob")
    return { path, entry: { mode, type, sha: await writeBlob(world, Buffer.from(item.content)) } };
  if (!isSha(item.sha)) throw new Refused(422, `tree.sha ${String(item.sha)} is not a valid ${type}`);
  return { path, entry: { mode, type, sha: item.sha } };
}

/** Every blob and tree must be there and be what its mode says; a submodule's commit lives elsewhere. */
async function checkObjects(world: World, edits: TreeEdit[]): Promise<void> {
  const entries = edits.flatMap(({ entry }) => (entry && entry.type !== "commit" ? [entry] : []));
  const found = await objectsOf(
    bareRepository(world),
    entries.map(({ sha }) => sha),
  );
  entries.forEach(({ sha, type }, n) => {
    if (found[n]?.type !== type) throw new Refused(422, `tree.sha ${sha} is not a valid ${type}`);
  });
}
