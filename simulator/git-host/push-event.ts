import type { RefChange } from "./answer";
import { type CommitFilter, listCommits, oneCommit } from "./commits";
import { gitParts, gitText } from "./git";
import { objectOf } from "./git-objects";
import { repositoryBody } from "./repository-body";
import { webOf } from "./urls";
import { simpleUser } from "./users";
import { bareRepository, type User, type World } from "./world";

const MOST_COMMITS = 2_048;
const MOST_FILES = 3_000;
const NOTHING = "0".repeat(40);

type Commit = NonNullable<Awaited<ReturnType<typeof oneCommit>>>;
type Files = { added: string[]; removed: string[]; modified: string[] };

/** The body of a push event for one ref. */
export async function pushEvent(world: World, { ref, before, after }: RefChange, pusher: User) {
  const [created, deleted] = [before === NOTHING, after === NOTHING];
  const tip = deleted ? null : await objectOf(bareRepository(world), `${after}^{commit}`);
  const commits = tip && ref.startsWith("refs/heads/") ? await newCommits(world, ref, before, tip.sha) : [];
  const head = tip ? await oneCommit(world, tip.sha) : undefined;
  const files = await filesOf(world, [...commits, ...(head ? [head] : [])]);
  const written = (commit: Commit) => eventCommit(world, commit, files.get(commit.sha));
  const web = webOf(world);
  return {
    ref,
    before,
    after,
    repository: eventRepository(world),
    pusher: { name: pusher.login, email: pusher.email },
    sender: simpleUser(world, pusher),
    created,
    deleted,
    forced: !created && !deleted && !(await isAncestor(world, before, after)),
    base_ref: null,
    compare: created
      ? `${web}/commit/${after.slice(0, 12)}`
      : `${web}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits: commits.map(written),
    head_commit: head ? written(head) : null,
  };
}

/** Oldest first: those that no other branch had, or that the branch itself had not. */
async function newCommits(world: World, ref: string, before: string, tip: string): Promise<Commit[]> {
  if (before !== NOTHING) return (await commitsOf(world, { revision: `${before}..${tip}` })).reverse();
  const others = ["--not", `--exclude=${ref.replace("refs/heads/", "")}`, "--branches"];
  const args = ["rev-list", `--max-count=${MOST_COMMITS}`, tip, ...others];
  const shas = (await gitText(bareRepository(world), args)).split("\n").filter(Boolean);
  const oldest = shas.at(-1);
  if (oldest === undefined) return [];
  const all = await commitsOf(world, { revision: tip });
  return all.filter(({ sha }) => shas.includes(sha)).reverse();
}

function commitsOf(world: World, filter: CommitFilter): Promise<Commit[]> {
  return listCommits(world, filter, 0, MOST_COMMITS);
}

function isAncestor(world: World, before: string, after: string): Promise<boolean> {
  return gitText(bareRepository(world), ["merge-base", "--is-ancestor", before, after]).then(
    () => true,
    () => false,
  );
}

/** Which files each commit touched, all asked of one git process. */
async function filesOf(world: World, commits: Commit[]): Promise<Map<string, Files>> {
  const args = ["diff-tree", "--stdin", "-r", "--root", "-z", "--name-status"];
  const input = [...new Set(commits.map(({ sha }) => sha))].map((sha) => `${sha}\n`).join("");
  const parts = input === "" ? [] : await gitParts(bareRepository(world), args, { input });
  const found = new Map<string, Files>();
  let files: Files = { added: [], removed: [], modified: [] };
  while (parts.length > 0) {
    const part = parts.shift() ?? "";
    if (part.length >= 40) {
      files = { added: [], removed: [], modified: [] };
      found.set(part, files);
      continue;
    }
    const list = part === "A" ? files.added : part === "D" ? files.removed : files.modified;
    const file = parts.shift() ?? "";
    if (list.length < MOST_FILES) list.push(file);
  }
  return found;
}

function eventCommit(world: World, { sha, html_url, commit }: Commit, files: Files | undefined) {
  const person = ({ name, email, date }: { name: string; email: string; date: string }) => {
    const user = world.users.find((one) => one.email === email.toLowerCase());
    return { name, email, date, ...(user ? { username: user.login } : {}) };
  };
  return {
    id: sha,
    tree_id: commit.tree.sha,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: html_url,
    author: person(commit.author),
    committer: person(commit.committer),
    ...(files ?? { added: [], removed: [], modified: [] }),
  };
}

/** A push event writes the repository's times in seconds and its owner with a name. */
function eventRepository(world: World) {
  const { owner, created_at, pushed_at, ...rest } = repositoryBody(world, "read");
  const seconds = (time: string) => Math.floor(Date.parse(time) / 1_000);
  return {
    ...rest,
    url: webOf(world),
    owner: { ...owner, name: world.owner, email: null },
    created_at: seconds(created_at),
    pushed_at: seconds(pushed_at),
    stargazers: 0,
    master_branch: "main",
  };
}
