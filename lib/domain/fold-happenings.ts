import type { KeptObservation } from "./happening";
import { kindOf } from "./happening";

const MINUTE_MS = 60_000;
/** Argo CD sees that Git moved on a moment before it begins to sync by itself. */
export const BEFORE_MS = MINUTE_MS;
/** A rollout goes on after its sync has ended; past a Deployment's usual deadline what happens has its own cause. */
export const AFTER_MS = 10 * MINUTE_MS;
/** Argo CD compares anew once a sync has ended; a later difference was made by somebody. */
const COMPARED_MS = MINUTE_MS / 2;

/** A deployment as far as it covers what is seen meanwhile. */
export type Span = { id: string; startedAt: Date | null; at: Date; outcome: string };

type Seen = Pick<KeptObservation, "at" | "kind" | "from" | "to" | "service" | "details">;
type Beside = Pick<KeptObservation, "kind" | "to" | "service">;

/** What else is known around an observation. */
export type Around = {
  /** Deployments of the same application near it. */
  deployments: readonly Span[];
  /** What was seen of the same application in the same moment. */
  beside: readonly Beside[];
  /** The last health before it that was not merely Progressing; null where it is not known. */
  settledHealth: string | null;
};

/** Whether an observation is only a step of this deployment: what goes as it should. What fails never is. */
export function foldsUnder(seen: Seen, deployment: Span): boolean {
  const begun = (deployment.startedAt ?? deployment.at).getTime() - BEFORE_MS;
  const ended = deployment.outcome === "running" ? Number.POSITIVE_INFINITY : deployment.at.getTime();
  const at = seen.at.getTime();
  return at >= begun && at <= ended + AFTER_MS && goesAsItShould(seen, at - ended);
}

function goesAsItShould({ kind, to, details }: Seen, sinceEndMs: number): boolean {
  switch (kind) {
    case "revision":
    case "deployed-revision":
    case "desired-version":
    case "running-version":
      return true;
    case "sync":
      return to === "Synced" || (to === "OutOfSync" && sinceEndMs <= COMPARED_MS);
    case "health":
      return to === "Healthy" || to === "Progressing" || (to === "Missing" && sinceEndMs <= 0);
    case "operation":
      // How a full sync ended is what the deployment itself says.
      return (
        details.kind === "sync" || details.kind === "rollback" || (details.kind === "self-heal" && to === "Succeeded")
      );
    case "appeared":
    case "disappeared":
    case "pod-failing":
    case "pod-recovered":
      return false;
  }
}

/** Whether an observation is told on its own: it is news, it is nobody's step, and nothing beside it says the same better. */
export function standsAlone(seen: Seen, around: Around): boolean {
  if (kindOf(seen.kind) === null) return false;
  if (isMeanwhile(seen, around) || isSaidBeside(seen, around)) return false;
  return !around.deployments.some((deployment) => foldsUnder(seen, deployment));
}

/** On the way from one state to the next: what comes of it is told. */
function isMeanwhile({ kind, from, to }: Seen, { settledHealth }: Around): boolean {
  if (kind === "operation") return to === "Running" || to === "Terminating";
  if (kind !== "health") return false;
  if (to === "Progressing") return true;
  return to === "Healthy" && from === "Progressing" && (settledHealth === "Healthy" || settledHealth === null);
}

/** Where one of its services changed alike, the application merely follows; where several did, it speaks for them. */
function isSaidBeside({ kind, to, service }: Seen, { beside }: Around): boolean {
  if (kind !== "sync" && kind !== "health") return false;
  const alike = beside.filter((other) => other.kind === kind && other.to === to);
  const services = alike.filter((other) => other.service !== null && other.service !== service).length;
  if (service === null) return services === 1;
  return services > 0 && alike.some((other) => other.service === null);
}
