export type VersionChange = { service: string; from: string | null; to: string | null };

/** What differs between two version sets, by service name; a set that was never read differs in nothing. */
export function versionChanges(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): VersionChange[] {
  if (Object.keys(before).length === 0 || Object.keys(after).length === 0) return [];
  const services = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return services.flatMap((service) => {
    const [from, to] = [before[service] ?? null, after[service] ?? null];
    return from === to ? [] : [{ service, from, to }];
  });
}
