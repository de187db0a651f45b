import { type Answer, notFound, ok, Refused } from "./answer";
import { git, gitDate, gitText } from "./git";
import { objectOf } from "./git-objects";
import { type Body, personIn, requiredText } from "./input";
import { isRefName, isSha } from "./names";
import { apiOf } from "./urls";
import { bareRepository, personOf, type User, type World } from "./world";

/** An annotated tag object, which a ref may then point at. */
export async function createTag(world: World, body: Body, user: User): Promise<Answer> {
  const [tag, message] = [requiredText(body, "tag"), requiredText(body, "message")];
  const [object, type] = [requiredText(body, "object"), requiredText(body, "type")];
  if (!isRefName(`refs/tags/${tag}`)) throw new Refused(422, `${tag} is not a valid tag name.`);
  const found = isSha(object) ? await objectOf(bareRepository(world), object) : null;
  if (!found || found.type !== type) throw new Refused(422, `object ${object} is not a valid ${type}`);
  const tagger = personIn(body, "tagger", { ...personOf(world, user.login), at: world.clock.now() });
  const head = [`object ${object}`, `type ${type}`, `tag ${tag}`];
  const input = [...head, `tagger ${tagger.name} <${tagger.email}> ${gitDate(tagger.at)}`, "", message, ""].join("\n");
  const sha = await gitText(bareRepository(world), ["mktag"], { input });
  const made = await tagBody(world, sha);
  return { status: 201, body: made, headers: { Location: made.url } };
}

export async function readTag(world: World, sha: string): Promise<Answer> {
  const object = isSha(sha) ? await objectOf(bareRepository(world), sha) : null;
  if (object?.type !== "tag") throw notFound();
  return ok(await tagBody(world, sha));
}

async function tagBody(world: World, sha: string) {
  const text = (await git(bareRepository(world), ["cat-file", "tag", sha])).toString("utf8");
  const [head = "", ...rest] = text.split("\n\n");
  const field = (name: string) => new RegExp(`^${name} (.*)$`, "m").exec(head)?.[1] ?? "";
  const [, name = "", email = "", seconds = "0"] = /^(.*) <(.*)> (\d+)/.exec(field("tagger")) ?? [];
  const [object, type] = [field("object"), field("type")];
  return {
    node_id: `T_${sha}`,
    tag: field("tag"),
    sha,
    url: `${apiOf(world)}/git/tags/${sha}`,
    message: rest.join("\n\n").replace(/\n+$/, ""),
    tagger: { name, email, date: new Date(Number(seconds) * 1_000).toISOString().replace(".000Z", "Z") },
    object: { sha: object, type, url: `${apiOf(world)}/git/${type}s/${object}` },
    verification: { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null },
  };
}
