import { type Answer, notFound, ok, Refused } from "./answer";
import { countCommits, listCommits, oneCommit, plainForm } from "./commits";
import { filesBetween } from "./diff-files";
import { gitText } from "./git";
import { commitSha } from "./git-objects";
import { countIn, linksTo, pageOf } from "./paging";
import { apiOf, inAddress, webOf } from "./urls";
import { bareRepository, type World } from "./world";

const MOST_FILES = 300;
const MOST_COMMITS = 250;

/** GET /compare/{base}...{head}: what head has beyond the merge base, the commits oldest first. */
export async function compareAnswer(world: World, basehead: string, url: URL, accept: string): Promise<Answer> {
  const [, base = "", head = ""] = /^(.+)\.\.\.(.+)$/.exec(basehead) ?? [];
  const directory = bareRepository(world);
  const [from, to] = await Promise.all([base, head].map((name) => commitSha(directory, ownBranch(world, name))));
  if (!from || !to) throw notFound();
  const merge = await gitText(directory, ["merge-base", from, to]).catch(() => null);
  if (merge === null) throw new Refused(404, `No common ancestor between ${base} and ${head}.`);
  const plain = await plainForm(directory, accept, merge, to);
  if (plain) return plain;
  const [ahead, behind] = await Promise.all([
    countCommits(world, { revision: `${from}..${to}` }),
    countCommits(world, { revision: `${to}..${from}` }),
  ]);
  const { commits, headers, first } = await commitsOfPage(world, `${from}..${to}`, ahead, url);
  const web = `${webOf(world)}/compare/${inAddress(base)}...${inAddress(head)}`;
  const body = {
    url: `${apiOf(world)}/compare/${inAddress(base)}...${inAddress(head)}`,
    html_url: web,
    permalink_url: `${webOf(world)}/compare/${world.owner}:${from.slice(0, 7)}...${world.owner}:${to.slice(0, 7)}`,
    diff_url: `${web}.diff`,
    patch_url: `${web}.patch`,
    base_commit: await oneCommit(world, from),
    merge_base_commit: await oneCommit(world, merge),
    status: statusOf(ahead, behind),
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    commits,
    files: first ? (await filesBetween(world, merge, to)).slice(0, MOST_FILES) : [],
  };
  return { ...ok(body), headers };
}

/** Without page and per_page the last 250 commits; with them pages from the oldest on. Files are on the first page only. */
async function commitsOfPage(world: World, range: string, total: number, url: URL) {
  if (countIn(url, "page") === null && countIn(url, "per_page") === null)
    return {
      commits: (await listCommits(world, { revision: range }, 0, MOST_COMMITS)).reverse(),
      headers: {},
      first: true,
    };
  const page = pageOf(url);
  const end = Math.max(0, total - (page.page - 1) * page.size);
  const skip = Math.max(0, end - page.size);
  const commits = (await listCommits(world, { revision: range }, skip, end - skip)).reverse();
  return { commits, headers: linksTo(url, page, total), first: page.page === 1 };
}

function statusOf(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return "diverged";
  if (ahead > 0) return "ahead";
  return behind > 0 ? "behind" : "identical";
}

/** "owner:branch" of this very repository. */
function ownBranch(world: World, name: string): string {
  return name.startsWith(`${world.owner}:`) ? name.slice(world.owner.length + 1) : name;
}
