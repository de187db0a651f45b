import { afterAll, beforeAll, beforeEach } from "vitest";
import { createProjectionStore } from "@/lib/adapters/db/projection-store";
import type { Actor } from "@/lib/auth/actor";
import type { Environment, Pipeline, Role } from "@/lib/domain/pipeline";
import { NO_PLATFORM_RULES, NO_RULES } from "@/lib/domain/pipeline-rules";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import type { ProjectedApplication, ProjectedCell } from "@/lib/domain/projection";
import type { InstanceReport, ProjectionChange, SavedDeployment } from "@/lib/ports";
import { testDatabase } from "@/lib/testing/test-database";

export const NOW = new Date("2026-11-24T15:00:00Z");
const REVISION = "a".repeat(40);

export const actor: Actor = {
  id: "vera",
  name: "Vera Lindt",
  login: "vera",
  mail: null,
  organisations: [],
  groups: [],
  provider: "demo",
};

/** Whoever is signed in sees all, as the shipped policy says. */
export const VIEWER: Role = {
  name: "viewer",
  groups: "anyone-signed-in",
  may: [{ environments: "*", actions: ["view", "logs"] }],
};

export function environment(name: string, change: Partial<Environment> = {}): Environment {
  return {
    name,
    short: name.split("-")[0] ?? name,
    position: 0,
    from: null,
    values: `environments/${name}/values.yaml`,
    version: null,
    applications: { by: "names", names: [`${name}-linq`] },
    argocd: "default",
    change: "direct",
    approvals: [],
    sync: "automatic",
    windows: [],
    maintenance: [],
    rules: NO_RULES,
    place: "environments/pipeline.yaml:1",
    ...change,
  };
}

/** The environment with the applications that it claims: one of its own name unless others are given. */
export function claiming(own: Environment, names = [`${own.name}-linq`]): ResolvedEnvironment {
  return { environment: own, claims: { by: "names", names } };
}

export function pipeline(environments: Environment[], services: string[]): Pipeline {
  return {
    name: "LINQ Platform",
    services: services.map((name) => ({
      name,
      about: `About ${name}`,
      version: [name, "image", "tag"],
      image: null,
      source: null,
      runbook: null,
    })),
    expectedToDiffer: [],
    promotable: [],
    ...NO_PLATFORM_RULES,
    environments,
    signIn: null,
    roles: [],
    freezes: [],
    people: [],
  };
}

export function application(owner: string, change: Partial<ProjectedApplication> = {}): ProjectedApplication {
  const name = change.name ?? `${owner}-linq`;
  return {
    id: `default/argocd/${name}`,
    instance: "default",
    namespace: "argocd",
    name,
    project: "linq",
    environment: owner,
    present: true,
    sync: "Synced",
    health: "Healthy",
    healthMessage: "",
    healthSince: null,
    revision: REVISION,
    deployedRevision: REVISION,
    operation: null,
    conditions: [],
    resources: [],
    automated: { enabled: true, prune: true, selfHeal: true },
    tone: "fine",
    words: "Healthy",
    ...change,
  };
}

export function cell(owner: string, service: string, change: Partial<ProjectedCell> = {}): ProjectedCell {
  return {
    environment: owner,
    service,
    applicationId: `default/argocd/${owner}-linq`,
    desired: "1.0.0",
    running: ["1.0.0"],
    inGit: null,
    state: "healthy",
    tone: "fine",
    words: "Healthy",
    sync: "Synced",
    health: "Healthy",
    ready: null,
    stillServes: null,
    failing: [],
    ...change,
  };
}

export function deployment(owner: string, at: Date, change: Partial<SavedDeployment> = {}): SavedDeployment {
  const applicationId = change.applicationId ?? `default/argocd/${owner}-linq`;
  return {
    id: `${applicationId}@${at.toISOString()}`,
    applicationId,
    argoId: null,
    revision: REVISION,
    startedAt: new Date(at.getTime() - 10_000),
    at,
    by: "Argo CD",
    how: "automatic",
    outcome: "succeeded",
    message: "",
    environment: owner,
    versions: {},
    observedLate: false,
    ...change,
  };
}

export function minutesAgo(minutes: number): Date {
  return new Date(NOW.getTime() - minutes * 60_000);
}

/** A database that is written as the worker writes it. */
export async function testBoard() {
  const { db, url, drop } = await testDatabase();
  const store = createProjectionStore(db);
  const report: InstanceReport = {
    name: "default",
    url: "https://argocd.example",
    state: "live",
    version: "v3.6.0",
    message: null,
    at: minutesAgo(60),
    lastEventAt: minutesAgo(1),
    lastListAt: minutesAgo(5),
  };
  return {
    db,
    url,
    drop,
    store,
    deps: { db, now: NOW, demo: false, branch: "main" },
    empty: () =>
      db.$executeRaw`TRUNCATE application, cell, observation, deployment, live_change, policy_decision, policy_reading, environment, service,
        instance, commit, git_state, cell_past, application_past, watch_gap, resource_names`,
    save: (change: Partial<ProjectionChange>) =>
      store.save({
        at: minutesAgo(30),
        applications: [],
        cells: [],
        goneCells: [],
        services: [],
        observations: [],
        deployments: [],
        ...change,
      }),
    policy: (environments: ResolvedEnvironment[], services: string[], roles: Role[] = [VIEWER]) =>
      store.savePolicy({
        commit: "c".repeat(40),
        file: "environments/pipeline.yaml",
        text: `good ${environments.length}`,
        at: minutesAgo(120),
        result: {
          ok: true,
          environments,
          pipeline: {
            ...pipeline(
              environments.map((one) => one.environment),
              services,
            ),
            roles,
          },
        },
      }),
    argocd: (change: Partial<InstanceReport> = {}) => store.saveInstance({ ...report, ...change }),
  };
}

/** The board of a test file, empty before each of its tests; to be called where the file begins. */
export function boardOfFile(): Board {
  const board = {} as Board;
  beforeAll(async () => {
    Object.assign(board, await testBoard());
  });
  beforeEach(() => board.empty());
  afterAll(() => board.drop());
  return board;
}

export const DEV = "dev-env-1";

/** A policy with this environment alone, and an Argo CD that answers. */
export async function oneEnvironment(board: Board, change: Partial<Environment> = {}, names?: string[]) {
  await board.policy([claiming(environment(DEV, change), names)], ["web", "scheduler"]);
  await board.argocd();
}

/** A commit's SHA. */
export const sha = (letter: string) => letter.repeat(40);

export type Board = Awaited<ReturnType<typeof testBoard>>;
