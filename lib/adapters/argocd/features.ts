/** What an Argo CD can do depends on its release (contract section 0); docs/connect-argocd.md says what each brought. */

type Release = { major: number; minor: number };

const OLDEST: Release = { major: 2, minor: 14 };

/** "v2.14.21+0000000", "v3.6.0-rc1": the release; null for what is none. */
function releaseOf(version: string): Release | null {
  const [, major, minor] = /^v?(\d{1,4})\.(\d{1,4})(?:\.|-|\+|$)/.exec(version) ?? [];
  return major === undefined || minor === undefined ? null : { major: Number(major), minor: Number(minor) };
}

function reaches(release: Release, since: Release): boolean {
  return release.major > since.major || (release.major === since.major && release.minor >= since.minor);
}

/** Why a version asks for attention, as a sentence; null when it does not. */
export function versionConcern(version: string): string | null {
  const release = releaseOf(version);
  if (!release) return "This Argo CD does not say which version it is: it is treated as 2.14.";
  if (reaches(release, OLDEST)) return null;
  return `Argo CD ${release.major}.${release.minor} is older than 2.14, the oldest that Slipway knows: what is shown may be incomplete.`;
}
