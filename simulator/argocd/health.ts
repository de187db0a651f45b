import type { JsonObject } from "./json";
import { identityOf } from "./objects";
import { deploymentHealth } from "./rollout";
import type { Health, HealthCode } from "./wire";
import type { ApplicationState, HookJob } from "./world";

const WORST_LAST: readonly HealthCode[] = ["Healthy", "Suspended", "Progressing", "Missing", "Degraded", "Unknown"];

export function worseThan(a: HealthCode, b: HealthCode): boolean {
  return WORST_LAST.indexOf(a) > WORST_LAST.indexOf(b);
}

export function jobHealth(job: HookJob): Health {
  if (job.state === "running") return { status: "Progressing" };
  if (job.state === "failed") return { status: "Degraded", message: "Job has reached the specified backoff limit" };
  return { status: "Healthy", message: "Reached expected number of succeeded pods" };
}

/** Health of a managed object; undefined for kinds that have none (ConfigMap, Secret, ServiceAccount). */
export function objectHealth(app: ApplicationState, manifest: JsonObject): Health | undefined {
  const { kind, name } = identityOf(manifest);
  if (kind === "Service") return { status: "Healthy" };
  const workload = kind === "Deployment" ? app.workloads[name] : undefined;
  return workload ? deploymentHealth(app, workload) : undefined;
}
