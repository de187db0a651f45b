/** Where the GitOps repository is shown to people. */
export type GitPlace = { webUrl: string; repository: string; branch: string };

/** A place such as "environments/pipeline.yaml:104" on the Git host, at a commit. */
export function gitFileLink({ webUrl, repository }: GitPlace, commit: string, place: string): string {
  const [, file = place, line = ""] = /^(.*?)(?::(\d+))?$/s.exec(place) ?? [];
  const path = file.split("/").map(encodeURIComponent).join("/");
  return `${webUrl}/${repository}/blob/${encodeURIComponent(commit)}/${path}${line === "" ? "" : `#L${line}`}`;
}
