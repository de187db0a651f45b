import { ApiError, applicationNotFound, denied } from "./errors";
import { type Caller, may } from "./rbac";
import type { Simulation } from "./simulation";
import type { Application } from "./wire";

export interface Asked {
  name: string;
  project: string | undefined;
  appNamespace?: string | undefined;
}

export function rbacName(app: Application): string {
  return `${app.spec.project || "default"}/${app.metadata.name}`;
}

/** One application for one who may `action` it: 403 and 404 as the contract's table has them (2.3). */
export function findApplication(simulation: Simulation, caller: Caller, asked: Asked, action = "get"): Application {
  const { name, project } = asked;
  if (asked.appNamespace && asked.appNamespace !== "argocd") throw denied();
  if (project !== undefined && !may(caller, "applications", action, `${project}/${name}`)) throw denied();
  const app = simulation.application(name);
  if (!app) throw project === undefined ? denied() : applicationNotFound(name);
  const own = app.spec.project || "default";
  if (project !== undefined && own !== project) throw applicationNotFound(name);
  if (!may(caller, "applications", action, rbacName(app))) throw denied();
  if (!simulation.projects().some((candidate) => candidate.metadata.name === own)) {
    throw new ApiError("invalid", `app is not allowed in project "${own}", or the project does not exist`);
  }
  return app;
}
