import { apiOf, simpleUser, webOf } from "./commits";
import type { World } from "./world";

/** The repository as GitHub's REST API writes it (full-repository, without what nobody reads here). */
export function repositoryBody(world: World) {
  const api = apiOf(world);
  const web = webOf(world);
  return {
    id: 1,
    node_id: "R_1",
    name: world.name,
    full_name: `${world.owner}/${world.name}`,
    private: false,
    owner: { ...simpleUser(world, world.owner, 1), type: "Organization" },
    html_url: web,
    description: world.description,
    fork: false,
    url: api,
    clone_url: `${web}.git`,
    git_url: `${web}.git`,
    default_branch: "main",
    visibility: "public",
    archived: false,
    disabled: false,
    permissions: { admin: false, push: true, pull: true },
  };
}
