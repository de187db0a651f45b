import { type Answer, ok, Refused } from "./answer";
import { oneCommit } from "./commits";
import { gitText } from "./git";
import { objectOf } from "./git-objects";
import { isRefName } from "./names";
import { paged } from "./paging";
import { apiOf, inAddress, webOf } from "./urls";
import { bareRepository, type World } from "./world";

async function namesBelow(world: World, folder: "heads" | "tags"): Promise<{ name: string; sha: string }[]> {
  const format = "--format=%(refname:lstrip=2) %(objectname) %(*objectname)";
  const text = await gitText(bareRepository(world), ["for-each-ref", format, `refs/${folder}`]);
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split(" "))
    .map(([name = "", object = "", peeled = ""]) => ({ name, sha: peeled || object }));
}

export async function branchesAnswer(world: World, url: URL): Promise<Answer> {
  const branches = url.searchParams.get("protected") === "true" ? [] : await namesBelow(world, "heads");
  const bodies = branches.map(({ name, sha }) => ({
    name,
    commit: { sha, url: `${apiOf(world)}/commits/${sha}` },
    protected: false,
  }));
  return paged(url, bodies);
}

export async function branchAnswer(world: World, name: string): Promise<Answer> {
  const head = isRefName(name) ? await objectOf(bareRepository(world), `refs/heads/${name}`) : null;
  const commit = head ? await oneCommit(world, head.sha) : undefined;
  if (!commit) throw new Refused(404, "Branch not found");
  const self = `${apiOf(world)}/branches/${inAddress(name)}`;
  return ok({
    name,
    commit,
    _links: { self, html: `${webOf(world)}/tree/${inAddress(name)}` },
    protected: false,
    protection: { enabled: false, required_status_checks: { enforcement_level: "off", contexts: [], checks: [] } },
    protection_url: `${self}/protection`,
  });
}

export async function tagsAnswer(world: World, url: URL): Promise<Answer> {
  const tags = await namesBelow(world, "tags");
  const bodies = tags.reverse().map(({ name, sha }) => ({
    name,
    zipball_url: `${apiOf(world)}/zipball/refs/tags/${inAddress(name)}`,
    tarball_url: `${apiOf(world)}/tarball/refs/tags/${inAddress(name)}`,
    commit: { sha, url: `${apiOf(world)}/commits/${sha}` },
    node_id: `REF_${Buffer.from(`refs/tags/${name}`).toString("base64url")}`,
  }));
  return paged(url, bodies);
}
