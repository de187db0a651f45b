import type { IncomingMessage, ServerResponse } from "node:http";
import { listCommits, oneCommit } from "./commits";
import { git, gitParts, gitText } from "./git";
import { commitSha, entryAt } from "./git-objects";
import { isFilePath } from "./names";
import { inAddress, webOf } from "./urls";
import { bareRepository, type World } from "./world";

export const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

export function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(title)}</title>
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:960px;margin:24px auto;padding:0 16px;color:#14171c}pre{background:#f4f5f7;padding:12px;overflow:auto;border-radius:6px}
code{font-family:ui-monospace,monospace}a{color:#0b5f73}.add{color:#15723f}.del{color:#b3261e}small{color:#646b78}</style>${body}</html>`;
}

export const CLOSED = "default-src 'none'; style-src 'unsafe-inline'";

/** Small pages for people: what stands here, a commit, a file; and a file's bytes. */
export async function servePage(
  world: World,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  request.resume();
  const reading = request.method === "GET" || request.method === "HEAD";
  const raw = reading ? await rawFor(world, path) : null;
  const html = reading && !raw ? await pageFor(world, path) : null;
  response.writeHead(raw || html ? 200 : 404, {
    "Content-Type": raw ? "text/plain; charset=utf-8" : "text/html; charset=utf-8",
    "Content-Security-Policy": CLOSED,
    "X-Content-Type-Options": "nosniff",
  });
  response.end(raw ?? html ?? "<!doctype html><title>Not found</title><h1>Not found</h1>");
}

/** What comes after the repository's address, a slash before it; null for another place. */
function below(world: World, path: string): string | null {
  const root = `/${world.owner}/${world.name}`;
  return path === root ? "" : path.startsWith(`${root}/`) ? path.slice(root.length) : null;
}

async function pageFor(world: World, path: string): Promise<string | null> {
  const place = path === "/" ? "" : below(world, path);
  if (place === null) return null;
  if (place === "") return home(world);
  if (place === "/commits") return page("Commits", `<h1>Commits</h1>${await commitList(world, 50)}`);
  const [, commit] = /^\/commit\/([0-9a-f]{7,40})$/.exec(place) ?? [];
  if (commit) return commitPage(world, commit);
  const [, from, to] = /^\/compare\/([0-9a-f]{7,40})\.\.\.([0-9a-f]{7,40})$/.exec(place) ?? [];
  if (from && to) return comparePage(world, from, to);
  const found = await fileOf(world, place, "blob");
  return found ? filePage(world, found.path, found.bytes) : null;
}

async function rawFor(world: World, path: string): Promise<Buffer | null> {
  const place = below(world, path);
  return place === null ? null : ((await fileOf(world, place, "raw"))?.bytes ?? null);
}

/** A file by "/kind/revision/path"; the revision may hold slashes, so the longest branch that is there wins. */
async function fileOf(
  world: World,
  place: string,
  kind: "blob" | "raw",
): Promise<{ path: string; bytes: Buffer } | null> {
  if (!place.startsWith(`/${kind}/`)) return null;
  const parts = place.slice(kind.length + 2).split("/");
  for (let end = parts.length - 1; end > 0; end--) {
    const path = parts.slice(end).join("/");
    const sha = isFilePath(path) ? await commitSha(bareRepository(world), parts.slice(0, end).join("/")) : null;
    const entry = sha ? await entryAt(bareRepository(world), sha, path) : null;
    if (entry?.type === "blob")
      return { path, bytes: await git(bareRepository(world), ["cat-file", "blob", entry.sha]) };
  }
  return null;
}

async function home(world: World): Promise<string> {
  const head = await commitSha(bareRepository(world), "main");
  const files = head ? await gitParts(bareRepository(world), ["ls-tree", "-r", "-z", "--name-only", head]) : [];
  const links = files.map(
    (file) => `<li><a href="${webOf(world)}/blob/main/${inAddress(file)}">${escaped(file)}</a></li>`,
  );
  return page(
    `${world.owner}/${world.name}`,
    `<h1>${escaped(`${world.owner}/${world.name}`)}</h1><p>${escaped(world.description)}</p>
<pre>git clone ${escaped(`${webOf(world)}.git`)}</pre><h2>Last commits</h2>${await commitList(world, 10)}<h2>Files</h2><ul>${links.join("")}</ul>`,
  );
}

async function commitList(world: World, limit: number): Promise<string> {
  const head = await commitSha(bareRepository(world), "main");
  return itemsOf(head ? await listCommits(world, { revision: head }, 0, limit) : []);
}

function itemsOf(commits: Awaited<ReturnType<typeof listCommits>>): string {
  const items = commits.map(
    (c) =>
      `<li><a href="${c.html_url}"><code>${c.sha.slice(0, 7)}</code></a> ${escaped(c.commit.message.split("\n")[0] ?? "")} <small>${escaped(c.commit.author.name)}, ${c.commit.author.date}</small></li>`,
  );
  return `<ul>${items.join("")}</ul>`;
}

async function commitPage(world: World, revision: string): Promise<string | null> {
  const sha = await commitSha(bareRepository(world), revision);
  const commit = sha ? await oneCommit(world, sha) : undefined;
  if (!sha || !commit) return null;
  const patch = await gitText(bareRepository(world), ["show", "--format=", "--end-of-options", sha]);
  return page(
    commit.commit.message.split("\n")[0] ?? sha,
    `<p><a href="${webOf(world)}">${escaped(world.name)}</a></p><h1>${escaped(commit.commit.message.split("\n")[0] ?? "")}</h1>
<p><code>${sha}</code> <small>${escaped(commit.commit.author.name)}, ${commit.commit.author.date}</small></p><pre><code>${coloured(patch)}</code></pre>`,
  );
}

function coloured(patch: string): string {
  const lines = patch.split("\n").map((line) => {
    const kind = line.startsWith("+") ? "add" : line.startsWith("-") ? "del" : "";
    return `<span class="${kind}">${escaped(line)}</span>`;
  });
  return lines.join("\n");
}

/** What lies between two commits, from where they part. */
async function comparePage(world: World, from: string, to: string): Promise<string | null> {
  const repository = bareRepository(world);
  const [a, b] = [await commitSha(repository, from), await commitSha(repository, to)];
  if (!a || !b) return null;
  const between = await listCommits(world, { revision: `${a}..${b}` }, 0, 100);
  const patch = await gitText(repository, ["diff", "--end-of-options", `${a}...${b}`]);
  const title = `${a.slice(0, 7)}...${b.slice(0, 7)}`;
  return page(
    title,
    `<p><a href="${webOf(world)}">${escaped(world.name)}</a></p><h1>${title}</h1>${itemsOf(between)}<pre><code>${coloured(patch)}</code></pre>`,
  );
}

function filePage(world: World, file: string, bytes: Buffer): string {
  const link = `<p><a href="${webOf(world)}">${escaped(world.name)}</a></p>`;
  return page(file, `${link}<h1>${escaped(file)}</h1><pre><code>${escaped(bytes.toString("utf8"))}</code></pre>`);
}
