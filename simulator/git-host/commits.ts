import { git, gitText } from "./git";
import { bareRepository, userByMail, type World } from "./world";

const FORMAT = "%H%x1f%T%x1f%P%x1f%an%x1f%ae%x1f%aI%x1f%cn%x1f%ce%x1f%cI%x1f%B%x1e";

export type CommitQuery = {
  revision: string;
  path: string | null;
  since: string | null;
  until: string | null;
  author: string | null;
  skip: number;
  limit: number;
};

/** Commits that a revision reaches, newest first, as GitHub writes them. */
export async function listCommits(world: World, query: CommitQuery) {
  const args = ["log", `--format=${FORMAT}`, `--skip=${query.skip}`, `--max-count=${query.limit}`];
  if (query.since) args.push(`--since=${query.since}`);
  if (query.until) args.push(`--until=${query.until}`);
  if (query.author) args.push(`--author=${query.author}`);
  args.push("--end-of-options", query.revision, "--", ...(query.path ? [query.path] : []));
  const text = (await git(bareRepository(world), args)).toString("utf8");
  return text
    .split("\x1e")
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map((entry) => commitBody(world, entry));
}

export async function oneCommit(world: World, sha: string) {
  const [commit] = await listCommits(world, {
    revision: sha,
    path: null,
    since: null,
    until: null,
    author: null,
    skip: 0,
    limit: 1,
  });
  return commit;
}

function commitBody(world: World, entry: string) {
  const [
    sha = "",
    tree = "",
    parents = "",
    author = "",
    mail = "",
    date = "",
    committer = "",
    committerMail = "",
    committedAt = "",
    message = "",
  ] = entry.split("\x1f");
  const api = apiOf(world);
  return {
    sha,
    node_id: `C_${sha}`,
    url: `${api}/commits/${sha}`,
    html_url: `${webOf(world)}/commit/${sha}`,
    comments_url: `${api}/commits/${sha}/comments`,
    commit: {
      url: `${api}/git/commits/${sha}`,
      author: { name: author, email: mail, date: inUtc(date) },
      committer: { name: committer, email: committerMail, date: inUtc(committedAt) },
      message: message.trim(),
      tree: { sha: tree, url: `${api}/git/trees/${tree}` },
      comment_count: 0,
      verification: { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null },
    },
    author: userBody(world, mail),
    committer: userBody(world, committerMail),
    parents: parents
      .split(" ")
      .filter(Boolean)
      .map((parent) => ({
        sha: parent,
        url: `${api}/commits/${parent}`,
        html_url: `${webOf(world)}/commit/${parent}`,
      })),
  };
}

/** The files of one commit against its first parent, with patches. */
export async function filesBetween(world: World, base: string | null, head: string) {
  const directory = bareRepository(world);
  const range = base === null ? ["--root", head] : [base, head];
  const numbers = await gitText(directory, ["diff-tree", "-r", "--no-commit-id", "--numstat", ...range]);
  const states = await gitText(directory, ["diff-tree", "-r", "--no-commit-id", "--raw", "--abbrev=40", ...range]);
  const counts = new Map(
    numbers
      .split("\n")
      .filter(Boolean)
      .map((line) => {
        const [added = "0", removed = "0", name = ""] = line.split("\t");
        return [name, { additions: Number(added) || 0, deletions: Number(removed) || 0 }] as const;
      }),
  );
  return Promise.all(
    states
      .split("\n")
      .filter((line) => line.startsWith(":"))
      .map(async (line) => {
        const [meta = "", filename = ""] = line.split("\t");
        const [, , , blob = "", letter = "M"] = meta.split(" ");
        const { additions, deletions } = counts.get(filename) ?? { additions: 0, deletions: 0 };
        const patch = (await gitText(directory, ["diff-tree", "-p", "--no-commit-id", ...range, "--", filename])).split(
          "\n",
        );
        const hunk = patch.findIndex((text) => text.startsWith("@@"));
        const api = apiOf(world);
        return {
          sha: blob,
          filename,
          status: letter.startsWith("A") ? "added" : letter.startsWith("D") ? "removed" : "modified",
          additions,
          deletions,
          changes: additions + deletions,
          blob_url: `${webOf(world)}/blob/${head}/${filename}`,
          raw_url: `${webOf(world)}/raw/${head}/${filename}`,
          contents_url: `${api}/contents/${filename}?ref=${head}`,
          ...(hunk >= 0 ? { patch: patch.slice(hunk).join("\n") } : {}),
        };
      }),
  );
}

function inUtc(date: string): string {
  return new Date(date).toISOString().replace(".000Z", "Z");
}

export function userBody(world: World, mail: string) {
  const user = userByMail(world, mail);
  return user ? simpleUser(world, user.login, user.id) : null;
}

export function simpleUser(world: World, login: string, id: number) {
  const api = `${world.url}/api/v3/users/${login}`;
  const bot = login.endsWith("[bot]");
  return {
    login,
    id,
    node_id: `U_${id}`,
    avatar_url: `${world.url}/avatars/${id}`,
    gravatar_id: "",
    url: api,
    html_url: `${world.url}/${login}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: bot ? "Bot" : "User",
    site_admin: false,
  };
}

export function apiOf(world: World): string {
  return `${world.url}/api/v3/repos/${world.owner}/${world.name}`;
}

export function webOf(world: World): string {
  return `${world.url}/${world.owner}/${world.name}`;
}
