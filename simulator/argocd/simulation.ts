import { parseAllDocuments } from "yaml";
import { schedule } from "./agenda";
import { fleetApplication, fleetProject } from "./fleet";
import { Mirror } from "./git";
import { isJsonObject, type JsonObject } from "./json";
import { WorldFile } from "./persistence";
import { step } from "./step";
import type { Effect } from "./turn";
import type { Application, Project } from "./wire";
import { type ApplicationState, type Due, emptyWorld, type World, type WorldEvent } from "./world";

interface SimulationOptions {
  dataDir: string;
  repositoryUrl: string;
  fleet: number;
  startAt?: Date | undefined;
  pollSeconds: number;
  /** A clock that stands moves by advanceTo alone: what happens does not depend on how quick the machine is. */
  clockStands: boolean;
}

const POLL_JITTER = 60_000;
const FETCH_THROTTLE = 1000;
const EVENTS_BETWEEN_PAUSES = 25;

/** The world with its clock, its Git mirror and those who listen: the only place where real time enters. */
export class Simulation {
  readonly mirror: Mirror;
  #options: SimulationOptions;
  #file: WorldFile;
  #world: World;
  #listeners = new Set<(effect: Effect) => void>();
  #timer: NodeJS.Timeout | null = null;
  #turns: Promise<unknown> = Promise.resolve();
  #advancing = false;
  #fetchedInAdvance = false;
  #closed = false;
  readonly #openedAt = Date.now();

  private constructor(options: SimulationOptions, file: WorldFile, world: World) {
    this.#options = options;
    this.#file = file;
    this.#world = world;
    this.mirror = new Mirror(options.dataDir, options.repositoryUrl);
  }

  static async start(options: SimulationOptions): Promise<Simulation> {
    const file = new WorldFile(options.dataDir);
    const kept = await file.read();
    const begin = options.startAt?.getTime() ?? Date.now();
    const world = kept ?? { ...emptyWorld(begin), offset: begin - Date.now() };
    const simulation = new Simulation(options, file, world);
    await simulation.#open();
    return simulation;
  }

  async #open(): Promise<void> {
    await this.mirror.open();
    await this.mirror.fetch().catch(() => this.mirror.readRefs());
    for (const app of Object.values(this.#world.applications)) {
      const revisions = [app.wire.status.sync.revision, app.task?.revision];
      for (const revision of revisions) if (revision) await this.mirror.load(revision);
    }
    if (this.#options.fleet !== this.#world.fleet.applications.length)
      this.dispatch({ type: "fleet", count: this.#options.fleet });
    this.#applyRepository();
    if (!this.#world.agenda.some(({ event }) => event.type === "poll")) this.#schedulePoll(this.nowMs());
    this.#arm();
  }

  get world(): World {
    return this.#world;
  }

  /** Simulated time in milliseconds; it never goes back. */
  nowMs(): number {
    return this.#clock() + this.#world.offset;
  }

  #clock(): number {
    return this.#options.clockStands ? this.#openedAt : Date.now();
  }

  listen(listener: (effect: Effect) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  state(name: string): ApplicationState | undefined {
    return this.#world.applications[name];
  }

  application(name: string): Application | undefined {
    const own = this.#world.applications[name]?.wire;
    if (own) return own;
    const member = this.#world.fleet.applications.find((app) => app.name === name);
    return member && fleetApplication(member);
  }

  /** Every application, by name. */
  applications(): Application[] {
    const own = Object.values(this.#world.applications).map((app) => app.wire);
    const all = [...own, ...this.#world.fleet.applications.map(fleetApplication)];
    return all.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  }

  projects(): Project[] {
    const builtIn: Project = {
      metadata: {
        name: "default",
        namespace: "argocd",
        uid: "05cf4994-0b4f-4d05-b31b-b031d2ae5167",
        resourceVersion: "256",
        generation: 1,
        creationTimestamp: this.#world.createdAt,
      },
      spec: {
        sourceRepos: ["*"],
        destinations: [{ server: "*", namespace: "*" }],
        clusterResourceWhitelist: [{ group: "*", kind: "*" }],
      },
      status: {},
    };
    const fleet = this.#world.fleet.applications.length > 0 ? [fleetProject(this.#world)] : [];
    const all = [builtIn, ...fleet, ...Object.values(this.#world.projects)];
    return all.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  }

  /** Lets something happen now; what was due before happens before it. */
  dispatch(event: WorldEvent): void {
    const now = this.nowMs();
    for (
      let due = this.#world.agenda[0];
      due && due.at <= now && due.event.type !== "poll";
      due = this.#world.agenda[0]
    )
      this.#takeDue(due);
    this.#apply(event, now);
    this.#arm();
  }

  /** Changes what is kept without being an event of the cluster (issued tokens). */
  amend(change: (world: World) => World): void {
    this.#world = change(this.#world);
    this.#file.changed(this.#world);
  }

  /** Reads Git now, applies argocd-apps/ and refreshes every application, as a push webhook asks. */
  async webhook(): Promise<void> {
    await this.mirror.fetch().catch(() => false);
    this.#applyRepository();
    for (const name of Object.keys(this.#world.applications))
      this.dispatch({ type: "refresh", name, mode: "normal", from: "webhook" });
  }

  async refresh(name: string, mode: "normal" | "hard"): Promise<void> {
    await this.mirror.fetch({ notOlderThan: 200 }).catch(() => false);
    this.#applyRepository();
    this.dispatch({ type: "refresh", name, mode, from: "request" });
  }

  /** Carries out all that is due up to `time`, in order, each at its own time, then stands at `time`. Never backwards. */
  advanceTo(time: Date): Promise<void> {
    return this.#exclusively(async () => {
      this.#advancing = true;
      try {
        await this.#runDue(() => time.getTime(), true);
        this.#moveClock(time.getTime());
      } finally {
        this.#advancing = false;
        this.#fetchedInAdvance = false;
      }
      this.#arm();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#turns.catch(() => undefined);
    await this.#file.flush();
  }

  #exclusively(work: () => Promise<void>): Promise<void> {
    const turn = this.#turns.catch(() => undefined).then(work);
    this.#turns = turn;
    return turn;
  }

  async #runDue(until: () => number, moving: boolean): Promise<void> {
    let count = 0;
    for (let due = this.#world.agenda[0]; due && due.at <= until() && !this.#closed; due = this.#world.agenda[0]) {
      if (moving) this.#moveClock(due.at);
      if (due.event.type === "poll") await this.#poll(due);
      else this.#takeDue(due);
      count += 1;
      if (count % EVENTS_BETWEEN_PAUSES === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #moveClock(time: number): void {
    const offset = time - this.#clock();
    if (offset > this.#world.offset) this.amend((world) => ({ ...world, offset }));
  }

  #takeDue(due: Due): void {
    this.#world = { ...this.#world, agenda: this.#world.agenda.filter((other) => other !== due) };
    this.#apply(due.event, due.at);
  }

  async #poll(due: Due): Promise<void> {
    // Fast time polls often; Git is asked at the first poll and then once a real second.
    const moved = await this.mirror
      .fetch(this.#fetchedInAdvance ? { notOlderThan: FETCH_THROTTLE } : {})
      .catch(() => false);
    this.#fetchedInAdvance = this.#advancing;
    this.#world = { ...this.#world, agenda: this.#world.agenda.filter((other) => other !== due) };
    if (moved) this.#applyRepository();
    // While time runs fast, a poll that finds nothing would only move reconciledAt.
    if (moved || !this.#advancing) this.#apply(due.event, due.at);
    this.#schedulePoll(due.at);
  }

  #schedulePoll(from: number): void {
    const spread = (Math.floor(from / 1000) * 7919) % POLL_JITTER;
    const world = { ...this.#world };
    schedule(world, from + this.#options.pollSeconds * 1000 + spread, { type: "poll" });
    this.#world = world;
  }

  #applyRepository(): void {
    const sha = this.mirror.snapshots().resolve("main");
    if (sha === null || sha === this.#world.manifestsRevision) return;
    const applications: JsonObject[] = [];
    const projects: JsonObject[] = [];
    for (const [file, text] of Object.entries(this.mirror.files(sha) ?? {}).sort()) {
      if (!/^argocd-apps\/[^/]+\.ya?ml$/.test(file)) continue;
      for (const document of parseAllDocuments(text)) {
        const value: unknown = document.errors.length > 0 ? null : document.toJS();
        if (!isJsonObject(value)) continue;
        if (value.kind === "Application") applications.push(value);
        if (value.kind === "AppProject") projects.push(value);
      }
    }
    this.dispatch({ type: "manifests", revision: sha, applications, projects });
  }

  #apply(event: WorldEvent, now: number): void {
    const done = step(this.#world, event, now, this.mirror.snapshots());
    this.#world = done.world;
    this.#file.changed(done.world);
    for (const effect of done.effects) for (const listener of this.#listeners) listener(effect);
  }

  #arm(): void {
    if (this.#closed || this.#advancing || this.#options.clockStands) return;
    if (this.#timer) clearTimeout(this.#timer);
    const due = this.#world.agenda[0];
    if (!due) return;
    const wait = Math.min(Math.max(0, due.at - this.nowMs()), 2 ** 31 - 1);
    this.#timer = setTimeout(
      () => void this.#exclusively(() => this.#runDue(() => this.nowMs(), false)).finally(() => this.#arm()),
      wait,
    );
  }
}
