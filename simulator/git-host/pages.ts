import { listCommits, oneCommit, webOf } from "./commits";
import { commitSha, gitText, isFilePath } from "./git";
import { bareRepository, type World } from "./world";

const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(title)}</title>
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:960px;margin:24px auto;padding:0 16px;color:#14171c}pre{background:#f4f5f7;padding:12px;overflow:auto;border-radius:6px}
code{font-family:ui-monospace,monospace}a{color:#0b5f73}.add{color:#15723f}.del{color:#b3261e}small{color:#646b78}</style>${body}</html>`;
}

/** Small pages for people: what stands here, a commit, a file. Null when there is no such page. */
export async function pageFor(world: World, path: string): Promise<string | null> {
  const root = `/${world.owner}/${world.name}`;
  if (path === "/" || path === root) return home(world);
  if (path === `${root}/commits`) return page("Commits", `<h1>Commits</h1>${await commitList(world, 50)}`);
  const commit = /\/commit\/([0-9a-f]{7,40})$/.exec(path);
  if (commit?.[1] && path.startsWith(root)) return commitPage(world, commit[1]);
  const blob = new RegExp(`^${root}/blob/([^/]+)/(.+)$`).exec(path);
  if (blob?.[1] && blob[2]) return filePage(world, blob[1], blob[2]);
  return null;
}

async function home(world: World): Promise<string> {
  const files = await gitText(bareRepository(world), ["ls-tree", "-r", "--name-only", "main"]);
  const links = files
    .split("\n")
    .map((file) => `<li><a href="${webOf(world)}/blob/main/${encodeURI(file)}">${escaped(file)}</a></li>`);
  return page(
    `${world.owner}/${world.name}`,
    `<h1>${escaped(`${world.owner}/${world.name}`)}</h1><p>${escaped(world.description)}</p>
<pre>git clone ${escaped(`${webOf(world)}.git`)}</pre><h2>Last commits</h2>${await commitList(world, 10)}<h2>Files</h2><ul>${links.join("")}</ul>`,
  );
}

async function commitList(world: World, limit: number): Promise<string> {
  const commits = await listCommits(world, {
    revision: "main",
    path: null,
    since: null,
    until: null,
    author: null,
    skip: 0,
    limit,
  });
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
  const lines = patch.split("\n").map((line) => {
    const kind = line.startsWith("+") ? "add" : line.startsWith("-") ? "del" : "";
    return `<span class="${kind}">${escaped(line)}</span>`;
  });
  return page(
    commit.commit.message.split("\n")[0] ?? sha,
    `<p><a href="${webOf(world)}">${escaped(world.name)}</a></p><h1>${escaped(commit.commit.message.split("\n")[0] ?? "")}</h1>
<p><code>${sha}</code> <small>${escaped(commit.commit.author.name)}, ${commit.commit.author.date}</small></p><pre><code>${lines.join("\n")}</code></pre>`,
  );
}

async function filePage(world: World, revision: string, file: string): Promise<string | null> {
  const sha = await commitSha(bareRepository(world), revision);
  if (!sha || !isFilePath(file)) return null;
  const text = await gitText(bareRepository(world), ["show", "--end-of-options", `${sha}:${file}`]).catch(() => null);
  return text === null
    ? null
    : page(
        file,
        `<p><a href="${webOf(world)}">${escaped(world.name)}</a></p><h1>${escaped(file)}</h1><pre><code>${escaped(text)}</code></pre>`,
      );
}
