import { type Answer, invalid, notFound, Refused } from "./answer";
import { apiOf } from "./commits";
import { commitSha, gitText, isRefName } from "./git";
import { bareRepository, type World } from "./world";

function refBody(world: World, ref: string, sha: string) {
  return {
    ref,
    node_id: `REF_${ref}`,
    url: `${apiOf(world)}/git/${ref}`,
    object: { sha, type: "commit", url: `${apiOf(world)}/git/commits/${sha}` },
  };
}

export async function readRef(world: World, name: string): Promise<Answer> {
  const sha = isRefName(name) ? await commitSha(bareRepository(world), `refs/${name}`) : null;
  if (!sha) throw notFound();
  return { status: 200, body: refBody(world, `refs/${name}`, sha) };
}

export async function matchingRefs(world: World, prefix: string): Promise<Answer> {
  const lines = await gitText(bareRepository(world), ["for-each-ref", "--format=%(refname) %(objectname)"]);
  const found = lines.split("\n").filter((line) => line.startsWith(`refs/${prefix}`));
  return {
    status: 200,
    body: found.map((line) => line.split(" ")).map(([ref = "", sha = ""]) => refBody(world, ref, sha)),
  };
}

export async function createRef(world: World, body: { ref?: unknown; sha?: unknown }): Promise<Answer> {
  const { ref, sha } = body;
  if (typeof ref !== "string" || !ref.startsWith("refs/") || !isRefName(ref))
    throw new Refused(422, "Reference name must start with 'refs/' and be well formed");
  const commit = typeof sha === "string" ? await commitSha(bareRepository(world), sha) : null;
  if (!commit) throw new Refused(422, "Object does not exist");
  if (await commitSha(bareRepository(world), ref)) throw new Refused(422, "Reference already exists");
  await gitText(bareRepository(world), ["update-ref", ref, commit, "0".repeat(40)]);
  return { status: 201, body: refBody(world, ref, commit) };
}

export async function updateRef(world: World, name: string, body: { sha?: unknown; force?: unknown }): Promise<Answer> {
  const directory = bareRepository(world);
  const ref = `refs/${name}`;
  const before = isRefName(name) ? await commitSha(directory, ref) : null;
  if (!before) throw new Refused(422, "Reference does not exist");
  const commit = typeof body.sha === "string" ? await commitSha(directory, body.sha) : null;
  if (!commit) throw new Refused(422, "Object does not exist");
  const forward = await gitText(directory, ["merge-base", "--is-ancestor", before, commit]).then(
    () => true,
    () => false,
  );
  if (!forward && body.force !== true) throw new Refused(422, "Update is not a fast forward");
  await gitText(directory, ["update-ref", ref, commit, before]);
  return { status: 200, body: refBody(world, ref, commit) };
}

export async function deleteRef(world: World, name: string): Promise<Answer> {
  if (name === "heads/main") throw invalid("Cannot delete the default branch", "ref");
  if (!isRefName(name) || !(await commitSha(bareRepository(world), `refs/${name}`)))
    throw new Refused(422, "Reference does not exist");
  await gitText(bareRepository(world), ["update-ref", "-d", `refs/${name}`]);
  return { status: 204, body: null };
}

export async function listBranches(world: World): Promise<{ name: string; sha: string }[]> {
  const lines = await gitText(bareRepository(world), [
    "for-each-ref",
    "--format=%(refname:short) %(objectname)",
    "refs/heads",
  ]);
  return lines
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split(" "))
    .map(([name = "", sha = ""]) => ({ name, sha }));
}
