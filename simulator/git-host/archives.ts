import { createHmac, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, notFound, Refused, refusalAnswer } from "./answer";
import { git } from "./git";
import { commitSha } from "./git-objects";
import { isSha } from "./names";
import { prepared, respond } from "./respond";
import { bareRepository, type World } from "./world";

const KEY = randomBytes(32);
const LIVES_MS = 5 * 60_000;

/** Where the archive of a revision lies: GitHub sends to another host, with a token of a few minutes in the address. */
export async function archiveAnswer(world: World, revision: string): Promise<Answer> {
  const sha = await commitSha(bareRepository(world), revision || "main");
  if (!sha) throw notFound();
  const until = String(Date.now() + LIVES_MS);
  const address = `${world.url}${pathOf(world, sha)}?until=${until}&token=${tokenFor(sha, until)}`;
  return { status: 302, body: null, raw: Buffer.alloc(0), headers: { Location: address } };
}

/** The commit whose archive a path names; null when it is no such path. */
export function archivedSha(world: World, path: string): string | null {
  const sha = path.slice(-40);
  return isSha(sha) && path === pathOf(world, sha) ? sha : null;
}

/** The whole tree of a commit as .tar.gz, below one folder, as git itself packs it. */
export async function serveArchive(
  world: World,
  sha: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  request.resume();
  const until = url.searchParams.get("until") ?? "";
  if (url.searchParams.get("token") !== tokenFor(sha, until) || Number(until) < Date.now())
    return respond(response, prepared(request, refusalAnswer(new Refused(404, "Not Found"))), {});
  const folder = `${world.owner}-${world.name}-${sha.slice(0, 7)}`;
  const bytes = await git(bareRepository(world), ["archive", "--format=tar.gz", `--prefix=${folder}/`, sha]);
  response.writeHead(200, {
    "Content-Type": "application/x-gzip",
    "Content-Disposition": `attachment; filename=${folder}.tar.gz`,
    "Content-Length": bytes.length,
  });
  response.end(bytes);
}

function pathOf(world: World, sha: string): string {
  return `/_codeload/${world.owner}/${world.name}/legacy.tar.gz/${sha}`;
}

function tokenFor(sha: string, until: string): string {
  return createHmac("sha256", KEY).update(`${sha} ${until}`).digest("hex");
}
