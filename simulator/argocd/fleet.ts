import type { Turn } from "./turn";
import type { Application, Project } from "./wire";
import { type FleetApplication, nextResourceVersion, type World, wholeSeconds } from "./world";

const ENVIRONMENTS = 40;
const REVISION = "f1ee7f1ee7f1ee7f1ee7f1ee7f1ee7f1ee7f1ee7";
const REPOSITORY = "https://git.linq.example/linq/fleet.git";

function uidOf(index: number): string {
  return `f1ee7000-0000-4000-8000-${index.toString(16).padStart(12, "0")}`;
}

/** Makes `count` applications over fleet-01 to fleet-40, without Git and without a cluster. */
export function makeFleet(world: World, count: number, now: number): void {
  const at = wholeSeconds(now);
  const kept = world.fleet.applications.slice(0, count);
  for (let index = kept.length; index < count; index++) {
    const environment = `fleet-${String((index % ENVIRONMENTS) + 1).padStart(2, "0")}`;
    const service = `service-${String(Math.floor(index / ENVIRONMENTS) + 1).padStart(3, "0")}`;
    kept.push({
      name: `${environment}-${service}`,
      environment,
      service,
      uid: uidOf(index),
      resourceVersion: nextResourceVersion(world),
      health: "Healthy",
      changedAt: at,
    });
  }
  world.fleet = { applications: kept, touched: world.fleet.touched };
}

function version(app: FleetApplication): string {
  return `1.${Number(app.environment.slice(-2)) % 5}.${Number(app.service.slice(-3)) % 10}`;
}

/** The Application object of one member of the fleet, in full. */
export function fleetApplication(app: FleetApplication): Application {
  const { name, environment, service } = app;
  const source = {
    repoURL: REPOSITORY,
    path: `charts/${service}`,
    targetRevision: "main",
    helm: { valueFiles: [`../../environments/${environment}/${service}.yaml`] },
  };
  const destination = { server: "https://kubernetes.default.svc", namespace: environment };
  const health = app.health === "Healthy" ? {} : { message: `Caused by apps/Deployment:${environment}/${service}` };
  const image = `registry.linq.example/${service}:${version(app)}`;
  return {
    metadata: {
      name,
      namespace: "argocd",
      uid: app.uid,
      resourceVersion: app.resourceVersion,
      generation: 1,
      creationTimestamp: "2026-01-05T08:00:00Z",
      labels: { environment, application: service },
    },
    spec: { source, destination, project: "fleet" },
    status: {
      resources: [
        {
          version: "v1",
          kind: "Service",
          namespace: environment,
          name: service,
          status: "Synced",
          health: { status: "Healthy" },
        },
        {
          group: "apps",
          version: "v1",
          kind: "Deployment",
          namespace: environment,
          name: service,
          status: "Synced",
          health: { status: app.health },
        },
      ],
      sync: { status: "Synced", comparedTo: { source, destination }, revision: REVISION },
      health: { status: app.health, ...health, lastTransitionTime: app.changedAt },
      history: [
        {
          revision: REVISION,
          deployedAt: "2026-01-05T08:00:20Z",
          id: 0,
          source,
          deployStartedAt: "2026-01-05T08:00:00Z",
          initiatedBy: { username: "admin" },
        },
      ],
      reconciledAt: app.changedAt,
      sourceType: "Helm",
      summary: { images: [image] },
      resourceHealthSource: "appTree",
      controllerNamespace: "argocd",
      sourceHydrator: {},
    },
  };
}

export function fleetProject(world: World): Project {
  return {
    metadata: {
      name: "fleet",
      namespace: "argocd",
      uid: uidOf(0xffffff),
      resourceVersion: "4999",
      generation: 1,
      creationTimestamp: world.createdAt,
    },
    spec: { sourceRepos: ["*"], destinations: [{ server: "*", namespace: "*" }] },
    status: {},
  };
}

/** Changes the health of one application of the fleet, by name; nothing when there is none of that name. */
export function touchNamed(turn: Turn, name: string): void {
  const index = turn.world.fleet.applications.findIndex((app) => app.name === name);
  if (index >= 0) touchFrom(turn, index, 1);
}

/** Changes the health of the next `count` applications, going round the fleet. */
export function touchFleet(turn: Turn, count: number): void {
  const { touched } = turn.world.fleet;
  touchFrom(turn, touched, count);
  const total = turn.world.fleet.applications.length;
  turn.world.fleet = { ...turn.world.fleet, touched: total === 0 ? 0 : (touched + count) % total };
}

/** A healthy application begins to progress, another becomes healthy. */
function touchFrom(turn: Turn, first: number, count: number): void {
  const { world } = turn;
  const applications = [...world.fleet.applications];
  const total = applications.length;
  for (let step = 0; step < Math.min(count, total); step++) {
    const index = (first + step) % total;
    const before = applications[index];
    if (!before) continue;
    const health = before.health === "Healthy" ? "Progressing" : "Healthy";
    const after: FleetApplication = {
      ...before,
      health,
      changedAt: wholeSeconds(turn.now),
      resourceVersion: nextResourceVersion(world),
    };
    applications[index] = after;
    turn.effects.push({ type: "application", change: "MODIFIED", application: fleetApplication(after) });
  }
  world.fleet = { ...world.fleet, applications };
}
