import type { ObservedApplication } from "@/lib/domain/observed";
import type { Environment, Pipeline } from "@/lib/domain/pipeline";
import { NO_PLATFORM_RULES, NO_RULES } from "@/lib/domain/pipeline-rules";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import type { Projection } from "@/lib/domain/projection";
import { createBook } from "./application-book";

export const A = "a".repeat(40);
export const B = "b".repeat(40);
export const at = new Date("2026-11-24T12:00:00Z");

export const environment: Environment = {
  name: "dev-env-1",
  short: "dev",
  position: 0,
  from: null,
  values: "environments/dev-env-1/values.yaml",
  version: null,
  applications: { by: "names", names: ["dev-env-1-linq-platform"] },
  argocd: "default",
  change: "direct",
  approvals: [],
  sync: "automatic",
  windows: [],
  maintenance: [],
  rules: NO_RULES,
  place: "environments/pipeline.yaml:1",
};
export const resolved: ResolvedEnvironment = {
  environment,
  claims: { by: "names", names: ["dev-env-1-linq-platform"] },
};
export const service = {
  name: "linq-web",
  about: "",
  version: ["linq-web", "image", "tag"],
  image: null,
  source: null,
  runbook: null,
};
export const pipeline: Pipeline = {
  name: "LINQ Platform",
  services: [service],
  expectedToDiffer: [],
  promotable: [],
  ...NO_PLATFORM_RULES,
  environments: [environment],
  signIn: null,
  roles: [],
  freezes: [],
  people: [],
};

/** Stands for what is written where a version should be, and is none. */
export const FAULTY = "no version";

function asRead(versions: Record<string, string> | undefined) {
  if (!versions) return undefined;
  const [faulty, good] = [true, false].map((wanted) =>
    Object.entries(versions).filter(([, version]) => (version === FAULTY) === wanted),
  );
  return { versions: Object.fromEntries(good ?? []), faulty: (faulty ?? []).map(([service]) => service) };
}

export function aBook(
  files: Record<string, Record<string, string>> = {},
  nowMs: () => number = () => 0,
  gitIsKnown = true,
) {
  const book = createBook({
    instance: "default",
    startedAt: at,
    now: () => at,
    nowMs,
    values: (_environment, _row, sha) => asRead(files[sha]),
    gitAhead: (_environment, _row, deployed) => (gitIsKnown ? deployed !== B : null),
  });
  book.setPolicy({ pipeline, environments: [resolved], head: B });
  return book;
}

/** A book whose environment claims these applications. */
export function aBookOf(names: string[], files: Record<string, Record<string, string>> = {}) {
  const book = aBook(files);
  book.setPolicy({ pipeline, environments: [{ environment, claims: { by: "names", names } }], head: B });
  return book;
}

export function aResource(name: string): ObservedApplication["resources"][number] {
  return {
    group: "apps",
    version: "v1",
    kind: "Deployment",
    namespace: "dev-env-1",
    name,
    sync: "Synced",
    health: "Healthy",
    healthMessage: "",
    hook: false,
    requiresPruning: false,
  };
}

/** The same, with its keys the other way round. */
export function reversed(projection: Projection): Projection {
  const { application, cells } = projection;
  const turn = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).reverse()) as T;
  return {
    application: turn({ ...application, automated: turn(application.automated) }),
    cells: cells.map(turn),
  };
}
