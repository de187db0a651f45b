import type { Snapshots } from "./repository";
import type { Application, ApplicationStatus } from "./wire";
import { type ApplicationState, nextResourceVersion, type World } from "./world";

export type Effect =
  | { type: "application"; change: "ADDED" | "MODIFIED" | "DELETED"; application: Application }
  | { type: "tree"; name: string }
  | { type: "refreshed"; name: string };

/** One step in the making: a private copy of the world, its time, what Git holds, and what will be told outside. */
export interface Turn {
  world: World;
  now: number;
  snapshots: Snapshots;
  effects: Effect[];
  owned: Set<string>;
}

export function beginTurn(world: World, now: number, snapshots: Snapshots): Turn {
  return {
    world: { ...world, applications: { ...world.applications }, projects: { ...world.projects } },
    now,
    snapshots,
    effects: [],
    owned: new Set(),
  };
}

/** The application, copied on first use so that the world before the step stays as it was. `wire` is never changed in place. */
export function ownApplication(turn: Turn, name: string): ApplicationState | undefined {
  const found = turn.world.applications[name];
  if (!found || turn.owned.has(name)) return found;
  const { wire, events, ...rest } = found;
  const own: ApplicationState = { ...structuredClone(rest), wire, events: [...events] };
  turn.world.applications[name] = own;
  turn.owned.add(name);
  return own;
}

export function patchStatus(app: ApplicationState, patch: Partial<ApplicationStatus>): void {
  app.wire = { ...app.wire, status: { ...app.wire.status, ...patch } };
}

export function patchAnnotations(app: ApplicationState, patch: Record<string, string | undefined>): void {
  const annotations = { ...app.wire.metadata.annotations };
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) delete annotations[key];
    else annotations[key] = value;
  }
  app.wire = { ...app.wire, metadata: { ...app.wire.metadata, annotations } };
}

/** Writes the application: a new resourceVersion, and the event that streams carry. */
export function announce(turn: Turn, app: ApplicationState, change: "ADDED" | "MODIFIED" = "MODIFIED"): void {
  const { metadata } = app.wire;
  app.wire = {
    ...app.wire,
    metadata: {
      ...metadata,
      resourceVersion: nextResourceVersion(turn.world),
      generation: change === "ADDED" ? metadata.generation : metadata.generation + 1,
    },
  };
  turn.effects.push({ type: "application", change, application: app.wire });
}
