import type { ResolvedEnvironment } from "@/lib/domain/placement";
import type { Projection } from "@/lib/domain/projection";

/** Whether Git holds something for an environment that was not deployed yet; null while that is not known. */
export type GitAheadLookup = (environment: ResolvedEnvironment, row: string, deployed: string) => boolean | null;
/** The same of one service of several. */
export type ServiceAheadLookup = (
  environment: ResolvedEnvironment,
  row: string,
  service: string,
  deployed: string,
) => boolean | null;

type Ahead = { gitIsAhead: boolean | null; serviceIsAhead: Record<string, boolean | null> };

/** While the newest commit has not been read, what was last written of the same deployment stands. */
export function aheadOf(
  place: { resolved: ResolvedEnvironment; rows: readonly string[] } | null,
  deployed: string | null,
  written: Projection | null,
  lookUp: { gitAhead: GitAheadLookup; serviceAhead?: ServiceAheadLookup },
): Ahead {
  const row = place?.rows[0];
  if (!place || row === undefined || !deployed) return { gitIsAhead: null, serviceIsAhead: {} };
  const before = written?.application.deployedRevision === deployed ? written.cells : [];
  const ofService = (service: string) =>
    lookUp.serviceAhead?.(place.resolved, row, service, deployed) ??
    asWritten(before.filter((cell) => cell.service === service));
  return {
    gitIsAhead: lookUp.gitAhead(place.resolved, row, deployed) ?? asWritten(before),
    serviceIsAhead: Object.fromEntries(place.rows.map((service) => [service, ofService(service)])),
  };
}

function asWritten(cells: Projection["cells"]): boolean | null {
  const states = cells.map((cell) => cell.state);
  if (states.includes("waiting-for-sync")) return true;
  return states.includes("changed-behind-git") ? false : null;
}
