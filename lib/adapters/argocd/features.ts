/** What an Argo CD can do depends on its release (contract section 0). Asked once a connection, kept as a map. */

type Release = { major: number; minor: number };

/** Each ability, the release that brought it, and what is so without it, as people are told. */
export const FEATURES = {
  alwaysChecksLogRights: {
    since: { major: 3, minor: 0 },
    without: "Whoever may get an application may read its logs, unless the server was told to check.",
  },
  autoSyncSwitch: {
    since: { major: 3, minor: 1 },
    without: "`automated.enabled: false` is dropped: such an application syncs every commit by itself.",
  },
  imagesInResults: {
    since: { major: 3, minor: 1 },
    without: "The result of a sync does not name images; versions come from the values and the pods.",
  },
  resourceActionsV2: {
    since: { major: 3, minor: 1 },
    without: "Resource actions go through their first interface and take no parameters.",
  },
  retriesFollowGit: {
    since: { major: 3, minor: 2 },
    without: "A sync that is tried again keeps the commit it began with, even where `retry.refresh` is set.",
  },
  missingIsNotDegraded: {
    since: { major: 3, minor: 4 },
    without: "A missing resource worsens the health of its whole application.",
  },
  rollbackRight: {
    since: { major: 3, minor: 6 },
    without: "There is no right of its own for rollbacks: `sync` covers them.",
  },
  healthCauses: {
    since: { major: 3, minor: 6 },
    without: "Argo CD does not say which resource made an application unwell; Slipway looks at the pods.",
  },
} as const satisfies Record<string, { since: Release; without: string }>;

export type Feature = keyof typeof FEATURES;
export type Features = Record<Feature, boolean>;

const OLDEST: Release = { major: 2, minor: 14 };

/** "v2.14.21+0000000", "v3.6.0-rc1": the release; null for what is none. */
function releaseOf(version: string): Release | null {
  const [, major, minor] = /^v?(\d{1,4})\.(\d{1,4})(?:\.|-|\+|$)/.exec(version) ?? [];
  return major === undefined || minor === undefined ? null : { major: Number(major), minor: Number(minor) };
}

function reaches(release: Release, since: Release): boolean {
  return release.major > since.major || (release.major === since.major && release.minor >= since.minor);
}

/** What a server of this version can do. One that does not tell is taken for the oldest that is supported. */
export function featuresOf(version: string): Features {
  const release = releaseOf(version) ?? OLDEST;
  const has = (feature: Feature) => reaches(release, FEATURES[feature].since);
  return {
    alwaysChecksLogRights: has("alwaysChecksLogRights"),
    autoSyncSwitch: has("autoSyncSwitch"),
    imagesInResults: has("imagesInResults"),
    resourceActionsV2: has("resourceActionsV2"),
    retriesFollowGit: has("retriesFollowGit"),
    missingIsNotDegraded: has("missingIsNotDegraded"),
    rollbackRight: has("rollbackRight"),
    healthCauses: has("healthCauses"),
  };
}

/** Why a version asks for attention, as a sentence; null when it does not. */
export function versionConcern(version: string): string | null {
  const release = releaseOf(version);
  if (!release) return "This Argo CD does not say which version it is: it is treated as 2.14.";
  if (reaches(release, OLDEST)) return null;
  return `Argo CD ${release.major}.${release.minor} is older than 2.14, the oldest that Slipway knows: what is shown may be incomplete.`;
}
