import { rbacName } from "./lookup";
import { type Caller, may } from "./rbac";
import { parseSelector } from "./selector";
import type { Simulation } from "./simulation";
import type { MessageStream } from "./streaming";
import { buildTree } from "./tree";
import type { Application } from "./wire";

interface WatchQuery {
  name: string | undefined;
  projects: string[];
  selector: string | undefined;
  resourceVersion: string | undefined;
}

/** All open streams, so that they can be dropped together and closed with the server. */
export class StreamRegistry {
  #open = new Set<MessageStream>();
  #simulation: Simulation;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  add(stream: MessageStream): void {
    this.#open.add(stream);
    stream.onEnd(() => this.#open.delete(stream));
  }

  dropAll(): number {
    const streams = [...this.#open];
    for (const stream of streams) stream.drop();
    return streams.length;
  }

  /** Applications as they change; those of now are replayed first, unless a resourceVersion is given without a name. */
  watchApplications(stream: MessageStream, caller: Caller, query: WatchQuery): void {
    const wanted = watched(caller, query);
    this.add(stream);
    const stop = this.#simulation.listen((effect) => {
      if (effect.type !== "application" || !wanted(effect.application)) return;
      stream.send({ type: effect.change, application: effect.application }, effect.application.metadata.name);
    });
    stream.onEnd(stop);
    if (query.resourceVersion !== undefined && query.name === undefined) return;
    for (const application of this.#simulation.applications()) {
      if (wanted(application)) stream.send({ type: "ADDED", application }, application.metadata.name);
    }
  }

  /** The tree each time it changes; silent until then. */
  watchTree(stream: MessageStream, name: string): void {
    this.add(stream);
    const stop = this.#simulation.listen((effect) => {
      if (effect.type !== "tree" || effect.name !== name) return;
      const state = this.#simulation.state(name);
      if (state) stream.send(buildTree(this.#simulation.world, state, this.#simulation.mirror.snapshots()));
    });
    stream.onEnd(stop);
  }
}

function watched(caller: Caller, query: WatchQuery): (app: Application) => boolean {
  const matches = query.selector ? parseSelector(query.selector) : () => true;
  return (app) =>
    (query.name === undefined || app.metadata.name === query.name) &&
    (query.projects.length === 0 || query.projects.includes(app.spec.project || "default")) &&
    matches(app.metadata.labels ?? {}) &&
    may(caller, "applications", "get", rbacName(app));
}
