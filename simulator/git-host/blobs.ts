import { type Answer, notFound, ok, Refused } from "./answer";
import { git, gitText } from "./git";
import { objectOf } from "./git-objects";
import { type Body, optionalText, requiredText } from "./input";
import { isSha } from "./names";
import { apiOf } from "./urls";
import { bareRepository, type World } from "./world";

/** The largest blob that GitHub's API gives at all. */
export const MOST_BYTES = 100_000_000;

export function tooLarge(): Refused {
  const message = "The requested blob is too large to fetch via the API, but you can always clone the repository.";
  return new Refused(403, message, [{ resource: "Blob", field: "data", code: "too_large" }]);
}

/** Base64 in lines of 60, as GitHub writes it. */
export function encoded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/.{1,60}/g, "$&\n");
}

/** The bytes of a request's Base64; line breaks are let through as GitHub lets them. */
export function decoded(text: string): Buffer {
  const tight = text.replace(/[\r\n]/g, "");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(tight) || tight.replace(/=+$/, "").length % 4 === 1)
    throw new Refused(422, "content is not valid Base64");
  return Buffer.from(tight, "base64");
}

export async function readBlob(world: World, sha: string, accept: string): Promise<Answer> {
  const directory = bareRepository(world);
  if (!isSha(sha)) throw new Refused(422, "The sha parameter must be exactly 40 characters and contain only [0-9a-f].");
  const object = await objectOf(directory, sha);
  if (object?.type !== "blob") throw notFound();
  if (object.size > MOST_BYTES) throw tooLarge();
  const bytes = await git(directory, ["cat-file", "blob", sha]);
  if (isRaw(accept)) return rawAnswer(bytes);
  const url = `${apiOf(world)}/git/blobs/${sha}`;
  return ok({ sha, node_id: `B_${sha}`, size: bytes.length, url, content: encoded(bytes), encoding: "base64" });
}

export function isRaw(accept: string): boolean {
  return /[./+]raw\b/.test(accept);
}

export function rawAnswer(raw: Buffer): Answer {
  const headers = { "Content-Type": "application/vnd.github.raw+json; charset=utf-8" };
  return { status: 200, body: null, raw, headers };
}

export async function createBlob(world: World, body: Body): Promise<Answer> {
  const content = requiredText(body, "content");
  const encoding = optionalText(body, "encoding") ?? "utf-8";
  if (encoding !== "utf-8" && encoding !== "base64") throw new Refused(422, "encoding must be utf-8 or base64");
  const sha = await writeBlob(world, encoding === "base64" ? decoded(content) : Buffer.from(content));
  const url = `${apiOf(world)}/git/blobs/${sha}`;
  return { status: 201, body: { sha, url }, headers: { Location: url } };
}

export function writeBlob(world: World, input: Buffer): Promise<string> {
  return gitText(bareRepository(world), ["hash-object", "-w", "--stdin"], { input });
}
