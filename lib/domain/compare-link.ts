const COMMIT = /^(https?:\/\/[^?#]+)\/commit\/[0-9a-f]{40}$/;
const SHA = /^[0-9a-f]{40}$/;

/** The Git host's own page of what lies between two commits, by the address of one of them; null when it has none. */
export function compareLink(commitUrl: string | null, from: string, to: string): string | null {
  const [, repository] = COMMIT.exec(commitUrl ?? "") ?? [];
  return repository !== undefined && SHA.test(from) && SHA.test(to) ? `${repository}/compare/${from}...${to}` : null;
}
