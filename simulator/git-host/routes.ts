import type { Access } from "./access";
import { type Answer, ok } from "./answer";
import { appAnswer, installationAnswer, installationToken } from "./apps";
import { archiveAnswer } from "./archives";
import { createBlob, readBlob } from "./blobs";
import { branchAnswer, branchesAnswer, tagsAnswer } from "./branches";
import { commitAnswer, commitsAnswer } from "./commits";
import { compareAnswer } from "./compare";
import { createCommit, readGitCommit } from "./git-commits";
import { deliveriesAnswer, deliveryAnswer, hookAnswer, hooksAnswer, ping, redeliver } from "./hooks";
import type { Body } from "./input";
import {
  membersAnswer,
  membershipAnswer,
  ownEmails,
  ownOrganisations,
  ownTeams,
  teamMembersAnswer,
  teamsAnswer,
} from "./membership";
import { rateAnswer } from "./rate-limit";
import { readContents } from "./read-contents";
import { createRef, deleteRef, matchingRefs, readRef, updateRef } from "./refs";
import { repositoryBody } from "./repository-body";
import { createTag, readTag } from "./tags";
import { createTree, readTree } from "./trees";
import { userAnswer } from "./users";
import type { App, Permission, User, World } from "./world";
import { deleteContents, putContents } from "./write-contents";

type Call = { world: World; url: URL; body: Body; accept: string };
type Handler<T> = (call: Call & T, found: string[]) => Promise<Answer> | Answer;

/** A route by its place in GitHub's own description, and who may call it. */
type Shape = { method: string; path: string; pattern: RegExp; needsCommits: boolean };
export type Route = Shape &
  (
    | { for: "anyone"; handle: Handler<{ access: Access | null }> }
    | { for: "user"; handle: Handler<{ user: User; access: Access }> }
    | { for: "app"; handle: Handler<{ app: App }> }
    | { for: "reader"; handle: Handler<{ may: Permission }> }
    | { for: "writer" | "administrator"; handle: Handler<{ user: User }> }
  );

/** These parameters may hold slashes. */
const LONG = /^(ref|branch|path|tree_sha|basehead)$/;

function shape(method: string, path: string): Shape {
  const pattern = path
    .replace(/\/\{path\}$/, "(?:/{path})?")
    .replace(/\{(\w+)\}/g, (_all, name: string) => (name === "path" ? "(.*)" : LONG.test(name) ? "(.+)" : "([^/]+)"));
  const needsCommits = /\/\{repo\}\/(git|commits|tarball)\b/.test(path);
  return { method, path, pattern: new RegExp(`^${pattern}$`, "s"), needsCommits };
}

const REPOSITORY = "/repos/{owner}/{repo}";
const read = (path: string, handle: Handler<{ may: Permission }>): Route => ({
  ...shape("GET", `${REPOSITORY}${path}`),
  for: "reader",
  handle,
});
const write = (method: string, path: string, handle: Handler<{ user: User }>): Route => ({
  ...shape(method, `${REPOSITORY}${path}`),
  for: "writer",
  handle,
});
const administer = (method: string, path: string, handle: Handler<{ user: User }>): Route => ({
  ...shape(method, `${REPOSITORY}${path}`),
  for: "administrator",
  handle,
});
const app = (method: string, path: string, handle: Handler<{ app: App }>): Route => ({
  ...shape(method, path),
  for: "app",
  handle,
});

const user = (path: string, handle: Handler<{ user: User; access: Access }>): Route => ({
  ...shape("GET", path),
  for: "user",
  handle,
});

/** Every route of the API. Handlers get the path's parameters after owner and name. */
export const ROUTES: readonly Route[] = [
  { ...shape("GET", "/rate_limit"), for: "anyone", handle: ({ world, access }) => rateAnswer(world, access) },
  user("/user", ({ world, user }) => userAnswer(world, user)),
  user("/user/orgs", ({ world, url, access }) => ownOrganisations(world, url, access)),
  user("/user/teams", ({ world, url, access }) => ownTeams(world, url, access)),
  user("/user/emails", ({ url, access }) => ownEmails(url, access)),
  user("/orgs/{org}/members", ({ world, url, access }, [org = ""]) => membersAnswer(world, url, access, org)),
  user("/orgs/{org}/teams", ({ world, url, access }, [org = ""]) => teamsAnswer(world, url, access, org)),
  user("/orgs/{org}/teams/{team_slug}/members", ({ world, url, access }, [org = "", slug = ""]) =>
    teamMembersAnswer(world, url, access, org, slug),
  ),
  user("/orgs/{org}/memberships/{username}", ({ world, access }, [org = "", login = ""]) =>
    membershipAnswer(world, access, org, login),
  ),
  app("GET", "/app", (call) => appAnswer(call.world, call.app)),
  app("GET", "/app/installations/{installation_id}", (call, [id]) =>
    installationAnswer(call.world, call.app, Number(id)),
  ),
  app("POST", "/app/installations/{installation_id}/access_tokens", (call, [id]) =>
    installationToken(call.world, call.app, Number(id)),
  ),
  app("GET", `${REPOSITORY}/installation`, (call) => installationAnswer(call.world, call.app)),
  read("", ({ world, may }) => ok(repositoryBody(world, may))),
  read("/branches", ({ world, url }) => branchesAnswer(world, url)),
  read("/branches/{branch}", ({ world }, [name = ""]) => branchAnswer(world, name)),
  read("/tags", ({ world, url }) => tagsAnswer(world, url)),
  read("/git/ref/{ref}", ({ world }, [name = ""]) => readRef(world, name)),
  read("/git/matching-refs/{ref}", ({ world }, [prefix = ""]) => matchingRefs(world, prefix)),
  write("POST", "/git/refs", ({ world, body }) => createRef(world, body)),
  write("PATCH", "/git/refs/{ref}", ({ world, body }, [name = ""]) => updateRef(world, name, body)),
  write("DELETE", "/git/refs/{ref}", ({ world }, [name = ""]) => deleteRef(world, name)),
  read("/git/blobs/{file_sha}", ({ world, accept }, [sha = ""]) => readBlob(world, sha, accept)),
  write("POST", "/git/blobs", ({ world, body }) => createBlob(world, body)),
  read("/git/trees/{tree_sha}", ({ world, url }, [sha = ""]) =>
    readTree(world, sha, url.searchParams.has("recursive")),
  ),
  write("POST", "/git/trees", ({ world, body }) => createTree(world, body)),
  read("/git/commits/{commit_sha}", ({ world }, [sha = ""]) => readGitCommit(world, sha)),
  write("POST", "/git/commits", ({ world, body, user }) => createCommit(world, body, user)),
  read("/git/tags/{tag_sha}", ({ world }, [sha = ""]) => readTag(world, sha)),
  write("POST", "/git/tags", ({ world, body, user }) => createTag(world, body, user)),
  read("/contents/{path}", ({ world, url, accept }, [path = ""]) =>
    readContents(world, path.replace(/\/$/, ""), url.searchParams.get("ref") || "main", accept),
  ),
  write("PUT", "/contents/{path}", ({ world, body, user }, [path = ""]) => putContents(world, path, body, user)),
  write("DELETE", "/contents/{path}", ({ world, url, body, user }, [path = ""]) =>
    deleteContents(world, path, { ...Object.fromEntries(url.searchParams), ...body }, user),
  ),
  read("/tarball/{ref}", ({ world }, [revision = ""]) => archiveAnswer(world, revision)),
  read("/commits", ({ world, url }) => commitsAnswer(world, url)),
  read("/commits/{ref}", ({ world, url, accept }, [revision = ""]) => commitAnswer(world, revision, url, accept)),
  read("/compare/{basehead}", ({ world, url, accept }, [pair = ""]) => compareAnswer(world, pair, url, accept)),
  administer("GET", "/hooks", ({ world }) => hooksAnswer(world)),
  administer("GET", "/hooks/{hook_id}", ({ world }, [id = ""]) => hookAnswer(world, id)),
  administer("POST", "/hooks/{hook_id}/pings", ({ world, user }, [id = ""]) => ping(world, id, user)),
  administer("GET", "/hooks/{hook_id}/deliveries", ({ world, url }, [id = ""]) => deliveriesAnswer(world, id, url)),
  administer("GET", "/hooks/{hook_id}/deliveries/{delivery_id}", ({ world }, [hook = "", id = ""]) =>
    deliveryAnswer(world, hook, id),
  ),
  administer("POST", "/hooks/{hook_id}/deliveries/{delivery_id}/attempts", ({ world }, [hook = "", id = ""]) =>
    redeliver(world, hook, id),
  ),
];
