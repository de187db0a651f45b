import { isScalar, parseDocument } from "yaml";

export type WantedVersion = { name: string; version: readonly string[] };
export type ValuesProblem = { service: string | null; reason: string };
export type ValuesVersions = { versions: Record<string, string>; problems: ValuesProblem[] };

/**
 * The version of each service at its place in a values file. What cannot be read is a problem, never a guess; a number
 * is taken as it was written, so that an unquoted 1.10 is not 1.1.
 */
export function versionsIn(text: string, wanted: readonly WantedVersion[]): ValuesVersions {
  const document = parseDocument(text, { logLevel: "silent", uniqueKeys: true });
  const [error] = document.errors;
  if (error) return { versions: {}, problems: [{ service: null, reason: error.message.split("\n")[0] ?? "not YAML" }] };
  const versions: Record<string, string> = {};
  const problems: ValuesProblem[] = [];
  for (const { name, version } of wanted) {
    const node: unknown = document.getIn(version, true);
    const written = isScalar(node) ? asWritten(node) : null;
    if (written === null)
      problems.push({ service: name, reason: `${version.join(".")} is not there or not one value` });
    else versions[name] = written;
  }
  return { versions, problems };
}

function asWritten(node: { value: unknown; source?: string | undefined }): string | null {
  if (typeof node.value === "string") return node.value === "" ? null : node.value;
  if (typeof node.value === "number") return node.source ?? String(node.value);
  return null;
}
