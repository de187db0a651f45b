import { type Answer, notFound, Refused } from "./answer";
import { decoded, writeBlob } from "./blobs";
import { editTree } from "./edit-tree";
import { gitText } from "./git";
import { gitCommitBody, writeCommit } from "./git-commits";
import { entryAt, objectOf, type TreeEntry } from "./git-objects";
import { type Body, optionalText, requiredText } from "./input";
import { isFilePath, isRefName } from "./names";
import { entryBody } from "./read-contents";
import { bareRepository, type User, type World } from "./world";

const NOTHING = "0".repeat(40);

/** PUT contents: one commit on a branch; the file's present SHA guards against overwriting somebody's change. */
export async function putContents(world: World, path: string, body: Body, user: User): Promise<Answer> {
  const message = requiredText(body, "message");
  const bytes = decoded(requiredText(body, "content"));
  const place = await placeOf(world, path, body);
  guard(path, place.present, optionalText(body, "sha"));
  const sha = await writeBlob(world, bytes);
  const mode = place.present?.mode === "100755" ? "100755" : "100644";
  const entry: TreeEntry = { mode, type: "blob", sha, size: bytes.length, path };
  const commit = await commitOn(world, place, { path, entry, message, body, user });
  const content = entryBody(world, entry, place.branch);
  return answerOf(world, place, commit, content, place.present ? 200 : 201);
}

/** DELETE contents: the same, without the file. */
export async function deleteContents(world: World, path: string, body: Body, user: User): Promise<Answer> {
  const message = requiredText(body, "message");
  const sha = requiredText(body, "sha");
  const place = await placeOf(world, path, body);
  if (!place.present) throw notFound();
  guard(path, place.present, sha);
  const commit = await commitOn(world, place, { path, entry: null, message, body, user });
  return answerOf(world, place, commit, null, 200);
}

type Place = { branch: string; head: string | null; tree: string | null; present: TreeEntry | null };

async function placeOf(world: World, path: string, body: Body): Promise<Place> {
  if (path === "" || !isFilePath(path)) throw new Refused(422, "path contains a malformed path component");
  const branch = optionalText(body, "branch") ?? "main";
  const directory = bareRepository(world);
  const head = isRefName(branch) ? await objectOf(directory, `refs/heads/${branch}`) : null;
  if (!head && (world.hasCommits || branch !== "main")) throw new Refused(404, `Branch ${branch} not found`);
  if (!head) return { branch, head: null, tree: null, present: null };
  const tree = await objectOf(directory, `${head.sha}^{tree}`);
  const present = await entryAt(directory, head.sha, path);
  if (present && present.type !== "blob") throw new Refused(422, `${path} is a directory`);
  return { branch, head: head.sha, tree: tree?.sha ?? null, present };
}

function guard(path: string, present: TreeEntry | null, given: string | undefined): void {
  if (present && given === undefined) throw new Refused(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  if (given !== undefined && given !== present?.sha) throw new Refused(409, `${path} does not match ${given}`);
}

type Change = { path: string; entry: TreeEntry | null; message: string; body: Body; user: User };

async function commitOn(world: World, { branch, head, tree }: Place, change: Change): Promise<string> {
  const directory = bareRepository(world);
  const { path, entry, message, body, user } = change;
  const edited = await editTree(directory, tree, [{ path, entry }]);
  const commit = await writeCommit(world, { tree: edited, parents: head ? [head] : [], message, body, user });
  await gitText(directory, ["update-ref", `refs/heads/${branch}`, commit, head ?? NOTHING]).catch(async () => {
    const now = await objectOf(directory, `refs/heads/${branch}`);
    throw new Refused(409, `is at ${now?.sha ?? NOTHING} but expected ${head ?? NOTHING}`);
  });
  return commit;
}

async function answerOf(world: World, place: Place, sha: string, content: unknown, status: number): Promise<Answer> {
  const commit = await gitCommitBody(world, sha);
  const moved = { ref: `refs/heads/${place.branch}`, before: place.head ?? NOTHING, after: sha };
  return { status, body: { content, commit }, moved };
}
