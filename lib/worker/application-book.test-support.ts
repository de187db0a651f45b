import type { Environment, Pipeline } from "@/lib/domain/pipeline";
import type { ResolvedEnvironment } from "@/lib/domain/placement";
import { createBook } from "./application-book";

export const DEPLOYED = "a".repeat(40);
export const HEAD = "b".repeat(40);
export const startedAt = new Date("2026-11-24T12:00:00Z");

const environment: Environment = {
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
  rules: {},
  place: "environments/pipeline.yaml:1",
};
const pipeline: Pipeline = {
  name: "LINQ Platform",
  services: [
    { name: "linq-web", about: "", version: ["linq-web", "image", "tag"], image: null, source: null, runbook: null },
  ],
  expectedToDiffer: [],
  promotable: [],
  protectedPaths: [],
  environments: [environment],
  signIn: null,
  roles: [],
  freezes: [],
  people: [],
};

type Options = { files?: Record<string, Record<string, string>>; claims?: string[] };

/** A book under a policy of one environment and one service; `files` are versions by commit. */
export function aBook({ files = {}, claims = ["dev-env-1-linq-platform"] }: Options = {}) {
  const book = createBook({
    instance: "default",
    startedAt,
    values: (_environment, _row, sha) => files[sha],
    gitAhead: (_environment, _row, deployed) => deployed !== HEAD,
  });
  const resolved: ResolvedEnvironment = { environment, claims: { by: "names", names: claims } };
  book.setPolicy({ pipeline, environments: [resolved], head: HEAD });
  return book;
}
