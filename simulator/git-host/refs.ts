import { type Answer, notFound, ok, Refused } from "./answer";
import { gitText } from "./git";
import { objectOf } from "./git-objects";
import { type Body, requiredText } from "./input";
import { isRefName, isSha } from "./names";
import { apiOf, inAddress } from "./urls";
import { bareRepository, type World } from "./world";

const NOTHING = "0".repeat(40);

type Target = { sha: string; type: string };

function refBody(world: World, ref: string, { sha, type }: Target) {
  return {
    ref,
    node_id: `REF_${Buffer.from(ref).toString("base64url")}`,
    url: `${apiOf(world)}/git/${inAddress(ref)}`,
    object: { sha, type, url: `${apiOf(world)}/git/${type}s/${sha}` },
  };
}

/** What a ref points at, an annotated tag itself and not its commit. */
async function targetOf(world: World, ref: string): Promise<Target | null> {
  return isRefName(ref) ? objectOf(bareRepository(world), ref) : null;
}

export async function readRef(world: World, name: string): Promise<Answer> {
  const target = await targetOf(world, `refs/${name}`);
  if (!target) throw notFound();
  return ok(refBody(world, `refs/${name}`, target));
}

export async function matchingRefs(world: World, prefix: string): Promise<Answer> {
  const format = "--format=%(refname) %(objectname) %(objecttype)";
  const lines = (await gitText(bareRepository(world), ["for-each-ref", format])).split("\n");
  const found = lines.map((line) => line.split(" ")).filter(([ref = ""]) => ref.startsWith(`refs/${prefix}`));
  return ok(found.map(([ref = "", sha = "", type = ""]) => refBody(world, ref, { sha, type })));
}

export async function createRef(world: World, body: Body): Promise<Answer> {
  const [ref, sha] = [requiredText(body, "ref"), requiredText(body, "sha")];
  if (!/^refs\/[^/]+\/./.test(ref))
    throw new Refused(
      422,
      "Reference name must start with 'refs/' and contain at least three slash-separated components.",
    );
  if (!isRefName(ref)) throw new Refused(422, `${ref} is not a valid ref name.`);
  const target = await pointable(world, ref, sha);
  if (await targetOf(world, ref)) throw new Refused(422, "Reference already exists");
  await move(world, ref, target.sha, NOTHING, "Reference update failed");
  return {
    status: 201,
    body: refBody(world, ref, target),
    headers: { Location: `${apiOf(world)}/git/${inAddress(ref)}` },
    moved: { ref, before: NOTHING, after: target.sha },
  };
}

export async function updateRef(world: World, name: string, body: Body): Promise<Answer> {
  const ref = `refs/${name}`;
  const sha = requiredText(body, "sha");
  const before = await targetOf(world, ref);
  if (!before) throw new Refused(422, "Reference does not exist");
  const target = await pointable(world, ref, sha);
  if (body.force !== true && !(await isAncestor(world, before.sha, target.sha)))
    throw new Refused(422, "Update is not a fast forward");
  await move(world, ref, target.sha, before.sha, "Reference cannot be updated");
  return { ...ok(refBody(world, ref, target)), moved: { ref, before: before.sha, after: target.sha } };
}

export async function deleteRef(world: World, name: string): Promise<Answer> {
  const ref = `refs/${name}`;
  if (name === "heads/main") throw new Refused(422, "Cannot delete this branch");
  const before = await targetOf(world, ref);
  if (!before) throw new Refused(422, "Reference does not exist");
  await gitText(bareRepository(world), ["update-ref", "-d", ref, before.sha]).catch(() => {
    throw new Refused(422, "Reference cannot be updated");
  });
  return { status: 204, body: null, moved: { ref, before: before.sha, after: NOTHING } };
}

/** The object of a whole SHA; a branch takes commits only. */
async function pointable(world: World, ref: string, sha: string): Promise<Target> {
  if (!isSha(sha)) throw new Refused(422, "The sha parameter must be exactly 40 characters and contain only [0-9a-f].");
  const target = await objectOf(bareRepository(world), sha);
  if (!target) throw new Refused(422, "Object does not exist");
  if (ref.startsWith("refs/heads/") && target.type !== "commit") throw new Refused(422, "Reference update failed");
  return target;
}

function isAncestor(world: World, before: string, after: string): Promise<boolean> {
  return gitText(bareRepository(world), ["merge-base", "--is-ancestor", before, after]).then(
    () => true,
    () => false,
  );
}

/** Only from where it is known to be: of two movers at once, one is told that it came too late. */
async function move(world: World, ref: string, to: string, from: string, refusal: string): Promise<void> {
  await gitText(bareRepository(world), ["update-ref", ref, to, from]).catch(() => {
    throw new Refused(422, refusal);
  });
}
