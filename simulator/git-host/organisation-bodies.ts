import type { Organisation, Team, World } from "./world";

const BEGINNING = "2026-01-01T00:00:00Z";

export function organisationBody(world: World, { login, id }: Organisation) {
  const api = `${world.url}/api/v3/orgs/${login}`;
  return {
    login,
    id,
    node_id: `O_${id}`,
    url: api,
    repos_url: `${api}/repos`,
    events_url: `${api}/events`,
    hooks_url: `${api}/hooks`,
    issues_url: `${api}/issues`,
    members_url: `${api}/members{/member}`,
    public_members_url: `${api}/public_members{/member}`,
    avatar_url: `${world.url}/avatars/${id}`,
    description: "",
  };
}

export function teamBody(world: World, { login, id: organization_id }: Organisation, { id, slug }: Team) {
  const api = `${world.url}/api/v3/organizations/${organization_id}/team/${id}`;
  return {
    id,
    node_id: `T_${id}`,
    name: slug,
    slug,
    description: "",
    privacy: "closed",
    notification_setting: "notifications_enabled",
    permission: "pull",
    url: api,
    html_url: `${world.url}/orgs/${login}/teams/${slug}`,
    members_url: `${api}/members{/member}`,
    repositories_url: `${api}/repos`,
    type: "organization",
    organization_id,
    parent: null,
  };
}

export function teamFullBody(world: World, organisation: Organisation, team: Team) {
  const count = { followers: 0, following: 0, public_gists: 0, public_repos: 0 };
  return {
    ...teamBody(world, organisation, team),
    created_at: BEGINNING,
    updated_at: BEGINNING,
    members_count: team.members.length,
    repos_count: 1,
    organization: {
      ...organisationBody(world, organisation),
      ...count,
      html_url: `${world.url}/${organisation.login}`,
      has_organization_projects: false,
      has_repository_projects: false,
      type: "Organization",
      created_at: BEGINNING,
      updated_at: BEGINNING,
      archived_at: null,
    },
  };
}
