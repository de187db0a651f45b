import { type Answer, notFound } from "./answer";
import { apiOf, filesBetween, listCommits, oneCommit, simpleUser, webOf } from "./commits";
import { readContents, writeContents } from "./contents";
import { commitSha, gitText } from "./git";
import { createBlob, createCommit, createTree, readBlob, readGitCommit, readTree } from "./git-data";
import { listHooks, redeliver } from "./hooks";
import { paged } from "./paging";
import { createRef, deleteRef, listBranches, matchingRefs, readRef, updateRef } from "./refs";
import { repositoryBody } from "./repository-body";
import { bareRepository, type User, type World } from "./world";

export type Call = { world: World; user: User; url: URL; body: Record<string, unknown>; accept: string };
type Handler = (call: Call, found: string[]) => Promise<Answer> | Answer;
type Route = { method: string; path: RegExp; handle: Handler };

const ok = (body: unknown): Answer => ({ status: 200, body });
const route = (method: string, path: RegExp, handle: Handler): Route => ({ method, path, handle });

/** Paths are below /repos/{owner}/{name}. */
const ROUTES: Route[] = [
  route("GET", /^$/, ({ world }) => ok(repositoryBody(world))),
  route("GET", /^\/branches$/, async (call) =>
    paged(
      call.url,
      (await listBranches(call.world)).map((b) => branchBody(call.world, b)),
    ),
  ),
  route("GET", /^\/branches\/(.+)$/, ({ world }, [name = ""]) => branch(world, name)),
  route("GET", /^\/git\/refs?\/(.+)$/, ({ world }, [name = ""]) => readRef(world, name)),
  route("GET", /^\/git\/matching-refs\/(.+)$/, ({ world }, [prefix = ""]) => matchingRefs(world, prefix)),
  route("POST", /^\/git\/refs$/, ({ world, body }) => createRef(world, body)),
  route("PATCH", /^\/git\/refs\/(.+)$/, ({ world, body }, [name = ""]) => updateRef(world, name, body)),
  route("DELETE", /^\/git\/refs\/(.+)$/, ({ world }, [name = ""]) => deleteRef(world, name)),
  route("GET", /^\/git\/blobs\/([^/]+)$/, ({ world }, [sha = ""]) => readBlob(world, sha)),
  route("POST", /^\/git\/blobs$/, ({ world, body }) => createBlob(world, body)),
  route("GET", /^\/git\/trees\/(.+)$/, ({ world, url }, [sha = ""]) =>
    readTree(world, sha, url.searchParams.has("recursive")),
  ),
  route("POST", /^\/git\/trees$/, ({ world, body }) => createTree(world, body)),
  route("GET", /^\/git\/commits\/([^/]+)$/, ({ world }, [sha = ""]) => readGitCommit(world, sha)),
  route("POST", /^\/git\/commits$/, ({ world, body, user }) => createCommit(world, body, user)),
  route("GET", /^\/contents\/?(.*)$/, ({ world, url, accept }, [path = ""]) =>
    readContents(world, path.replace(/\/$/, ""), url.searchParams.get("ref") ?? "main", /[.+]raw\b/.test(accept)),
  ),
  route("PUT", /^\/contents\/(.+)$/, ({ world, body, user }, [path = ""]) =>
    writeContents(world, path, body, user, false),
  ),
  route("DELETE", /^\/contents\/(.+)$/, ({ world, body, user }, [path = ""]) =>
    writeContents(world, path, body, user, true),
  ),
  route("GET", /^\/commits$/, commits),
  route("GET", /^\/commits\/(.+)$/, ({ world }, [revision = ""]) => commit(world, revision)),
  route("GET", /^\/compare\/(.+)\.\.\.(.+)$/, ({ world }, [base = "", head = ""]) => compare(world, base, head)),
  route("GET", /^\/hooks$/, ({ world }) => listHooks(world)),
  route("GET", /^\/hooks\/(\d+)\/deliveries$/, ({ world, url }, [id = ""]) => listHooks(world, Number(id), url)),
  route("POST", /^\/hooks\/(\d+)\/deliveries\/(\d+)\/attempts$/, ({ world }, [hook = "", id = ""]) =>
    redeliver(world, Number(hook), Number(id)),
  ),
];

/** Answers a REST call below the repository, or refuses it as GitHub would. */
export async function answerRepository(method: string, path: string, call: Call): Promise<Answer> {
  for (const { method: own, path: shape, handle } of ROUTES) {
    const found = own === method ? shape.exec(path) : null;
    if (found) return handle(call, found.slice(1));
  }
  throw notFound();
}

function branchBody(world: World, { name, sha }: { name: string; sha: string }) {
  return { name, commit: { sha, url: `${apiOf(world)}/commits/${sha}` }, protected: false };
}

async function branch(world: World, name: string): Promise<Answer> {
  const sha = await commitSha(bareRepository(world), `refs/heads/${name}`);
  const commit = sha ? await oneCommit(world, sha) : undefined;
  if (!commit) throw notFound();
  const links = { self: `${apiOf(world)}/branches/${name}`, html: `${webOf(world)}/tree/${name}` };
  return ok({
    name,
    commit,
    _links: links,
    protected: false,
    protection: { enabled: false },
    protection_url: `${links.self}/protection`,
  });
}

async function commits({ world, url }: Call): Promise<Answer> {
  const query = url.searchParams;
  const revision = query.get("sha") ?? "main";
  if (!(await commitSha(bareRepository(world), revision))) throw notFound();
  const limit = Math.min(100, Math.max(1, Number(query.get("per_page")) || 30));
  const page = Math.max(1, Number(query.get("page")) || 1);
  const found = await listCommits(world, {
    revision,
    path: query.get("path"),
    since: query.get("since"),
    until: query.get("until"),
    author: query.get("author"),
    skip: (page - 1) * limit,
    limit: limit + 1,
  });
  return paged(url, found.slice(0, limit), { page, more: found.length > limit });
}

async function commit(world: World, revision: string): Promise<Answer> {
  const sha = await commitSha(bareRepository(world), revision);
  const found = sha ? await oneCommit(world, sha) : undefined;
  if (!sha || !found) throw notFound();
  const files = await filesBetween(world, found.parents[0]?.sha ?? null, sha);
  const sum = (key: "additions" | "deletions") => files.reduce((total, file) => total + file[key], 0);
  const stats = {
    additions: sum("additions"),
    deletions: sum("deletions"),
    total: sum("additions") + sum("deletions"),
  };
  return ok({ ...found, stats, files });
}

async function compare(world: World, base: string, head: string): Promise<Answer> {
  const directory = bareRepository(world);
  const [from, to] = [await commitSha(directory, base), await commitSha(directory, head)];
  if (!from || !to) throw notFound();
  const merge = await gitText(directory, ["merge-base", from, to]);
  const count = async (range: string) => Number(await gitText(directory, ["rev-list", "--count", range]));
  const [ahead, behind] = [await count(`${from}..${to}`), await count(`${to}..${from}`)];
  const between = await listCommits(world, {
    revision: `${from}..${to}`,
    path: null,
    since: null,
    until: null,
    author: null,
    skip: 0,
    limit: 250,
  });
  const [baseCommit, mergeCommit] = [await oneCommit(world, from), await oneCommit(world, merge)];
  const status = ahead > 0 && behind > 0 ? "diverged" : ahead > 0 ? "ahead" : behind > 0 ? "behind" : "identical";
  const address = `${webOf(world)}/compare/${base}...${head}`;
  return ok({
    url: `${apiOf(world)}/compare/${base}...${head}`,
    html_url: address,
    permalink_url: address,
    diff_url: `${address}.diff`,
    patch_url: `${address}.patch`,
    base_commit: baseCommit,
    merge_base_commit: mergeCommit,
    status,
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    commits: between.reverse(),
    files: await filesBetween(world, merge, to),
  });
}

export function userAnswer(world: World, user: User): Answer {
  return ok({ ...simpleUser(world, user.login, user.id), name: user.name, email: user.email });
}
