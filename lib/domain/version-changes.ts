import { lag } from "./semantic-version";

export type VersionChange = { service: string; from: string | null; to: string | null };

/** What differs between two version sets, by service name; a set that was never read differs in nothing. */
export function versionChanges(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): VersionChange[] {
  if (Object.keys(before).length === 0 || Object.keys(after).length === 0) return [];
  const services = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return services.flatMap((service) => {
    const [from, to] = [versionIn(before, service), versionIn(after, service)];
    return from === to ? [] : [{ service, from, to }];
  });
}

function versionIn(versions: Readonly<Record<string, string>>, service: string): string | null {
  return Object.hasOwn(versions, service) ? (versions[service] ?? null) : null;
}

/** How a version moved, in words: "1 minor up", "back", "new", "taken out"; null where the two have no order. */
export function stepWords({ from, to }: Pick<VersionChange, "from" | "to">): string | null {
  if (from === null || to === null) return to === null ? "taken out" : "new";
  const behind = lag(from, to);
  if (behind === "ahead") return "back";
  return behind?.endsWith("behind") ? behind.replace(/ ?behind$/, " up").trim() : null;
}
