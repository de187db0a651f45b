import { type Answer, notFound, ok, Refused } from "./answer";
import { oneCommit } from "./commits";
import { gitText, identity } from "./git";
import { objectOf, objectsOf } from "./git-objects";
import { type Body, listIn, personIn, requiredText } from "./input";
import { isSha } from "./names";
import { bareRepository, personOf, type User, type World } from "./world";

export async function readGitCommit(world: World, sha: string): Promise<Answer> {
  const object = isSha(sha) ? await objectOf(bareRepository(world), sha) : null;
  if (object?.type !== "commit") throw notFound();
  return ok(await gitCommitBody(world, sha));
}

/** A commit as the Git database API writes it, without the users of the Git host. */
export async function gitCommitBody(world: World, sha: string) {
  const commit = await oneCommit(world, sha);
  if (!commit) throw notFound();
  const { comment_count: _none, ...own } = commit.commit;
  return { sha, node_id: commit.node_id, ...own, html_url: commit.html_url, parents: commit.parents };
}

export async function createCommit(world: World, body: Body, user: User): Promise<Answer> {
  const [message, tree] = [requiredText(body, "message"), requiredText(body, "tree")];
  const parents = listIn(body, "parents") ?? [];
  if (!isSha(tree) || (await objectOf(bareRepository(world), tree))?.type !== "tree")
    throw new Refused(422, "Tree SHA does not exist");
  if (!parents.every(isSha)) throw new Refused(422, "The parents parameter must hold whole SHAs");
  const found = await objectsOf(bareRepository(world), parents);
  if (found.some((object) => object?.type !== "commit"))
    throw new Refused(422, "Parent SHA does not exist or is not a commit object");
  const sha = await writeCommit(world, { tree, parents, message, body, user });
  const made = await gitCommitBody(world, sha);
  return { status: 201, body: made, headers: { Location: made.url } };
}

type NewCommit = { tree: string; parents: string[]; message: string; body: Body; user: User };

/** Writes a commit by the caller, or by whom the request names as author and committer. */
export function writeCommit(world: World, { tree, parents, message, body, user }: NewCommit): Promise<string> {
  const caller = { ...personOf(world, user.login), at: world.clock.now() };
  const committer = personIn(body, "committer", caller);
  const author = personIn(body, "author", body.committer === undefined ? caller : committer);
  const args = ["commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent]), "-F", "-"];
  return gitText(bareRepository(world), args, { input: message, env: identity(author, committer) });
}
