// Every path that Argo CD answers with some method; a star is one segment, two stars are all that follow.
const PATHS: readonly string[] = [
  "version",
  "v1/account",
  "v1/account/password",
  "v1/account/*",
  "v1/account/*/token",
  "v1/account/*/token/*",
  "v1/account/can-i/**",
  "v1/applications",
  "v1/applications/*",
  "v1/applications/*/spec",
  "v1/applications/*/sync",
  "v1/applications/*/rollback",
  "v1/applications/*/operation",
  "v1/applications/*/resource-tree",
  "v1/applications/*/managed-resources",
  "v1/applications/*/manifests",
  "v1/applications/*/events",
  "v1/applications/*/links",
  "v1/applications/*/logs",
  "v1/applications/*/pods/*/logs",
  "v1/applications/*/syncwindows",
  "v1/applications/*/server-side-diff",
  "v1/applications/*/resource",
  "v1/applications/*/resource/links",
  "v1/applications/*/resource/actions",
  "v1/applications/*/resource/actions/v2",
  "v1/applications/*/revisions/*/metadata",
  "v1/applications/*/revisions/*/chartdetails",
  "v1/applications/*/revisions/*/ocimetadata",
  "v1/applicationsets",
  "v1/applicationsets/*",
  "v1/certificates",
  "v1/clusters",
  "v1/clusters/*",
  "v1/gpgkeys",
  "v1/notifications/*",
  "v1/projects",
  "v1/projects/*",
  "v1/projects/*/detailed",
  "v1/projects/*/events",
  "v1/projects/*/globalprojects",
  "v1/projects/*/links",
  "v1/projects/*/syncwindows",
  "v1/repocreds",
  "v1/repositories",
  "v1/repositories/*/appdetails",
  "v1/session",
  "v1/session/userinfo",
  "v1/settings",
  "v1/settings/plugins",
  "v1/stream/applications",
  "v1/stream/applications/*/resource-tree",
  "v1/stream/applicationsets",
];

function matches(pattern: string[], segments: string[]): boolean {
  if (pattern[0] === "**") return true;
  if (pattern.length === 0 || segments.length === 0) return pattern.length === segments.length;
  const [first, ...rest] = pattern;
  return (first === "*" || first === segments[0]) && matches(rest, segments.slice(1));
}

/** Whether Argo CD knows this path below /api: with another method it is then 405, not 404. */
export function isKnownPath(segments: string[]): boolean {
  return PATHS.some((path) => matches(path.split("/"), segments.slice(1)));
}
