import { type Answer, notFound, ok, Refused } from "./answer";
import { filesBetween, unifiedDiff } from "./diff-files";
import { git, gitParts, gitText } from "./git";
import { commitSha } from "./git-objects";
import { isFilePath } from "./names";
import { linksTo, onPage, pageOf } from "./paging";
import { apiOf, webOf } from "./urls";
import { userOfMail } from "./users";
import { bareRepository, type World } from "./world";

const FIELDS = ["%H", "%T", "%P", "%an", "%ae", "%aI", "%cn", "%ce", "%cI", "%B"];
const MOST_FILES = 3_000;

/** Which commits: `revision` may be a range of SHAs; the rest narrows. */
export type CommitFilter = {
  revision: string;
  path?: string;
  since?: Date;
  until?: Date;
  author?: string;
  committer?: string;
};

function argumentsOf({ revision, path, since, until, author, committer }: CommitFilter): string[] {
  return [
    ...(since ? [`--since=${since.toISOString()}`] : []),
    ...(until ? [`--until=${until.toISOString()}`] : []),
    ...(author ? ["--fixed-strings", "--regexp-ignore-case", `--author=<${author}>`] : []),
    ...(committer ? ["--fixed-strings", "--regexp-ignore-case", `--committer=<${committer}>`] : []),
    "--end-of-options",
    revision,
    "--",
    ...(path ? [path] : []),
  ];
}

/** Commits that a revision reaches, newest first, as GitHub writes them. */
export async function listCommits(world: World, filter: CommitFilter, skip: number, limit: number) {
  const format = `--format=${FIELDS.join("%x00")}`;
  const window = [`--skip=${skip}`, `--max-count=${limit}`];
  const parts = await gitParts(bareRepository(world), ["log", "-z", format, ...window, ...argumentsOf(filter)]);
  const commits = [];
  for (let at = 0; at + FIELDS.length <= parts.length; at += FIELDS.length)
    commits.push(commitBody(world, parts.slice(at, at + FIELDS.length)));
  return commits;
}

export async function countCommits(world: World, filter: CommitFilter): Promise<number> {
  return Number(await gitText(bareRepository(world), ["rev-list", "--count", ...argumentsOf(filter)]));
}

export async function oneCommit(world: World, sha: string) {
  return (await listCommits(world, { revision: sha }, 0, 1))[0];
}

function commitBody(world: World, parts: string[]) {
  const [sha = "", tree = "", parents = "", author = "", mail = "", date = "", ...rest] = parts;
  const [committer = "", committerMail = "", committedAt = "", message = ""] = rest;
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
      message: message.replace(/\n+$/, ""),
      tree: { sha: tree, url: `${api}/git/trees/${tree}` },
      comment_count: 0,
      verification: { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null },
    },
    author: userOfMail(world, mail),
    committer: userOfMail(world, committerMail),
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

function inUtc(date: string): string {
  const at = new Date(date);
  return Number.isNaN(at.getTime()) ? "1970-01-01T00:00:00Z" : at.toISOString().replace(".000Z", "Z");
}

/** GET /commits: by path, since, until, author, committer; paged. */
export async function commitsAnswer(world: World, url: URL): Promise<Answer> {
  const query = url.searchParams;
  const sha = await commitSha(bareRepository(world), query.get("sha") || "main");
  if (!sha) throw notFound();
  const filter: CommitFilter = { revision: sha };
  const path = (query.get("path") ?? "").replace(/^\/+|\/+$/g, "");
  if (!isFilePath(path)) return ok([]);
  if (path !== "") filter.path = path;
  for (const key of ["since", "until"] as const) {
    const at = instantIn(query, key);
    if (at) filter[key] = at;
  }
  for (const key of ["author", "committer"] as const) {
    const name = query.get(key);
    if (name) filter[key] = mailOf(world, name);
  }
  const page = pageOf(url);
  const [found, total] = await Promise.all([
    listCommits(world, filter, (page.page - 1) * page.size, page.size),
    countCommits(world, filter),
  ]);
  return { ...ok(found), headers: linksTo(url, page, total) };
}

function instantIn(query: URLSearchParams, key: string): Date | null {
  const text = query.get(key);
  if (!text) return null;
  const at = new Date(text);
  if (!Number.isNaN(at.getTime())) return at;
  throw new Refused(422, `Invalid request.\n\nFor 'properties/${key}', "${text}" is not a valid date-time.`);
}

/** GitHub takes a login or a mail address. */
function mailOf(world: World, name: string): string {
  return world.users.find(({ login }) => login === name)?.email ?? name.replace(/\p{Cc}/gu, "");
}

/** GET /commits/{ref}, also as its diff, its patch or its SHA alone. */
export async function commitAnswer(world: World, revision: string, url: URL, accept: string): Promise<Answer> {
  const directory = bareRepository(world);
  const sha = await commitSha(directory, revision);
  const found = sha ? await oneCommit(world, sha) : undefined;
  if (!sha || !found) throw new Refused(422, `No commit found for SHA: ${revision}`);
  const base = found.parents[0]?.sha ?? null;
  const plain = await plainForm(directory, accept, base, sha);
  if (plain) return plain;
  const files = (await filesBetween(world, base, sha)).slice(0, MOST_FILES);
  const sum = (key: "additions" | "deletions") => files.reduce((total, file) => total + file[key], 0);
  const [additions, deletions] = [sum("additions"), sum("deletions")];
  const page = pageOf(url, 300, 300);
  return {
    ...ok({ ...found, stats: { total: additions + deletions, additions, deletions }, files: onPage(files, page) }),
    headers: linksTo(url, page, files.length),
  };
}

/** What was asked for as text: a diff, a patch or the SHA. */
export async function plainForm(
  directory: string,
  accept: string,
  base: string | null,
  sha: string,
): Promise<Answer | null> {
  const [, form] = /^application\/vnd\.github(?:\.v3)?\.(diff|patch|sha)\b/.exec(accept) ?? [];
  if (form === undefined) return null;
  const raw =
    form === "sha"
      ? Buffer.from(sha)
      : form === "diff"
        ? await unifiedDiff(directory, base, sha)
        : await git(directory, ["format-patch", "--stdout", "--root", base === null ? sha : `${base}..${sha}`]);
  const headers = { "Content-Type": `application/vnd.github.v3.${form}; charset=utf-8` };
  return { status: 200, body: null, raw, headers };
}
