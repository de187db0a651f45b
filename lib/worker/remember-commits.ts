import type { GitHost, Log, ProjectionChange, ProjectionStore } from "@/lib/ports";

/** Keeps author and message of every revision that was deployed or that an application points at, each asked for once. */
export async function rememberCommits(
  git: GitHost,
  store: ProjectionStore,
  change: ProjectionChange,
  log: Log,
): Promise<void> {
  const shas = new Set<string>();
  for (const application of change.applications)
    if (application.deployedRevision) shas.add(application.deployedRevision);
  for (const deployment of change.deployments) if (deployment.revision) shas.add(deployment.revision);
  const wanted = [...shas].filter((sha) => /^[0-9a-f]{40}$/.test(sha));
  if (wanted.length === 0) return;
  try {
    for (const sha of await store.unknownCommits(wanted)) {
      const commit = await git.commit(sha);
      if (commit.ok) await store.saveCommits([commit.value], environmentsShowing(change, sha), change.at);
    }
  } catch (error) {
    log.warn("commits could not be kept", { reason: error instanceof Error ? error.message : "unknown" });
  }
}

function environmentsShowing(change: ProjectionChange, sha: string): string[] {
  const rows = [
    ...change.applications.filter((a) => a.deployedRevision === sha).map((a) => a.environment),
    ...change.deployments.filter((d) => d.revision === sha).map((d) => d.environment),
  ];
  return [...new Set(rows.filter((name) => name !== null))];
}
