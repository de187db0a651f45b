import { readFileSync } from "node:fs";
import { afterAll, beforeAll } from "vitest";
import { createAuditLog } from "@/lib/adapters/db/append-audit";
import { createFavourites } from "@/lib/adapters/db/favourites";
import { createListen } from "@/lib/adapters/db/listen";
import { createPeople } from "@/lib/adapters/db/people";
import { createPolicyDecisions } from "@/lib/adapters/db/policy-decisions";
import { createServiceTokens } from "@/lib/adapters/db/service-tokens";
import { readPipeline } from "@/lib/adapters/policy/read-pipeline";
import { systemClock } from "@/lib/adapters/system/clock";
import type { Actor } from "@/lib/auth/actor";
import { signedIn } from "@/lib/auth/signed-in.test-support";
import type { Action, Role } from "@/lib/domain/pipeline";
import { can } from "@/lib/domain/policy";
import { aPod } from "@/lib/domain/resource-row.test-support";
import { createLiveHub } from "@/lib/http/live-hub";
import {
  application,
  type Board,
  cell,
  claiming,
  deployment,
  environment,
  minutesAgo,
  pipeline,
  sha,
  testBoard,
} from "@/lib/queries/board.test-support";
import { scriptedInside } from "@/lib/queries/scripted-inside.test-support";
import { currentPipeline, server } from "@/lib/server";

export const WEB = "http://127.0.0.1:3000";
const SECRET = "a-secret-of-at-least-thirty-two-characters";

/** Every name that belongs to one of them has its name in it, so that a leak is found by looking for that. */
export const ENVIRONMENTS = ["dev-env-1", "staging-env-1", "production-env-1"];
export const NOWHERE = "nowhere-env-9";
/** What a route may be asked about: one service each, and one that all have. */
export const serviceOf = (name: string) => `only-in-${name}`;

const person = (name: string, groups: string[], provider: Actor["provider"] = "demo"): Actor => ({
  id: `${provider}:${name}`,
  name,
  login: name,
  mail: null,
  organisations: [],
  groups,
  provider,
});

/** One of each shipped role, the first administrator, and somebody whom no rule names. */
export const PEOPLE: Actor[] = [
  person("developer", ["linq/developers"]),
  person("qa", ["linq/qa"]),
  person("sre", ["linq/sre"]),
  person("admin", ["linq/platform"]),
  person("viewer", ["linq/viewers"]),
  person("first-admin", [], "first-admin"),
  person("no-role", []),
];

const rule = (group: string, may: Record<string, Action[] | "all">): Role => ({
  name: group,
  groups: [`linq/${group}`],
  may: Object.entries(may).map(([environments, actions]) => ({ environments, actions })),
});

export const POLICIES: Record<string, Role[]> = {
  shipped: shippedRoles(),
  limited: [
    rule("developers", { "dev-*": ["view", "logs"], "staging-*": ["view"] }),
    rule("qa", { "staging-*": "all" }),
    rule("sre", { "production-*": ["view", "logs", "sync"], "staging-*": ["view"] }),
    rule("platform", { "*": ["administer"] }),
    rule("viewers", { "*": ["view"] }),
  ],
};

function shippedRoles(): Role[] {
  const read = readPipeline(readFileSync("environments/pipeline.yaml", "utf8"), "environments/pipeline.yaml");
  if (!read.ok) throw new Error("the shipped policy cannot be read");
  return read.pipeline.roles;
}

/** What the policy's one function says, asked of it directly and not of what is tested. */
export function verdictOf(who: Actor, roles: Role[]) {
  const policy = { ...pipeline([], []), roles };
  const may = (action: Action, name: string | null) => can(who, policy, action, name).allowed;
  return {
    seen: ENVIRONMENTS.filter((name) => may("view", name)),
    unseen: ENVIRONMENTS.filter((name) => !may("view", name)),
    logs: (name: string) => may("logs", name),
    administers: may("administer", null),
  };
}

/** The cookie of somebody who is signed in. */
export async function cookieOf(who: Actor): Promise<string> {
  return signedIn(server().db, SECRET, who);
}

/** The product's own server on a database in which each environment has something of its own in every table. */
export function matrixBoard() {
  const stop = new AbortController();
  const quiet = { info() {}, warn() {}, error() {} };
  let board: Board;
  beforeAll(async () => {
    board = await testBoard();
    const { db } = board;
    const clock = { now: () => board.deps.now };
    const listen = createListen(board.url, quiet);
    const settings = {
      demo: true,
      web: { url: WEB, secret: SECRET },
      signIn: { demo: true, github: null, oidc: null },
      firstAdmin: null,
      firstAdminCodeHash: "x",
      pipelinePath: "environments/pipeline.yaml",
      git: { branch: "main", webhookSecret: "s", repository: "a/b" },
    } as unknown as ReturnType<typeof server>["settings"];
    const tree = { nodes: [aPod("web-1", "Running", { uid: "p" })], hosts: [] };
    const parts: ReturnType<typeof server> = {
      settings,
      db,
      clock,
      realClock: systemClock,
      listen,
      log: quiet,
      anchors: null,
      people: createPeople(db),
      limits: { take: async () => null },
      policyDecisions: createPolicyDecisions(db),
      readPolicy: readPipeline,
      serviceTokens: createServiceTokens(db),
      audit: createAuditLog(db),
      live: createLiveHub({ db, listen, clock, log: quiet, stop: stop.signal }),
      demoClocks: null,
      git: {
        file: async () => ({ ok: true, value: "a: 1" }),
        head: async () => ({ ok: true, value: sha("main") }),
      } as unknown as ReturnType<typeof server>["git"],
      insideOf: scriptedInside({ tree }).insideOf,
      favourites: createFavourites(db),
      release: "a",
    };
    (globalThis as unknown as { slipwayServer: typeof parts }).slipwayServer = parts;
    await setPolicy(board, POLICIES.shipped ?? []);
    for (const [index, name] of ENVIRONMENTS.entries()) await fill(board, name, index);
  });
  afterAll(async () => {
    stop.abort();
    await board.drop();
  });
  return {
    use: (roles: Role[]) => setPolicy(board, roles),
    keep: async (who: Actor) => {
      for (const name of ENVIRONMENTS)
        for (const [kind, key] of [
          ["environment", name],
          ["service", serviceOf(name)],
        ] as const)
          await board.db.favourite.upsert({
            where: { person_kind_key: { person: who.id, kind, key } },
            create: { person: who.id, kind, key, at: minutesAgo(1) },
            update: {},
          });
    },
    policy: currentPipeline,
  };
}

async function setPolicy(board: Board, roles: Role[]) {
  const resolved = ENVIRONMENTS.map((name, position) =>
    claiming(environment(name, { position, from: ENVIRONMENTS[position - 1] ?? null, argocd: `argocd-of-${name}` }), [
      `${name}-linq`,
      `${name}-missing`,
    ]),
  );
  await board.policy(resolved, ["web", ...ENVIRONMENTS.map(serviceOf)], roles);
}

async function fill(board: Board, name: string, index: number) {
  const letter = "abd"[index] ?? "a";
  const [revision, instance] = [sha(letter), `argocd-of-${name}`];
  const id = `${instance}/argocd/${name}-linq`;
  const commit = {
    sha: revision,
    author: `Author of ${name}`,
    mail: "",
    login: null,
    message: `Raise web of ${name}`,
    at: minutesAgo(50),
    url: `https://git.example/${name}`,
  };
  await board.argocd({ name: instance, url: `https://${instance}.example` });
  await board.store.saveBranchCommits([{ ...commit, onBranchAt: minutesAgo(50) }], minutesAgo(40));
  await board.save({
    applications: [
      application(name, {
        id,
        instance,
        revision,
        deployedRevision: revision,
        tone: "failing",
        words: `Degraded in ${name}`,
        health: "Degraded",
        resources: [],
      }),
    ],
    services: [],
    cells: ["web", serviceOf(name)].map((service) =>
      cell(name, service, { applicationId: id, tone: "failing", state: "failing", words: `Failing in ${name}` }),
    ),
    deployments: [1, 2].map((n) =>
      deployment(name, minutesAgo(20 + n), { applicationId: id, revision, versions: { web: `1.${n}.0` } }),
    ),
    observations: [
      { at: minutesAgo(10), kind: "health", from: "Healthy", to: "Degraded", service: null },
      { at: minutesAgo(9), kind: "operation", from: "Running", to: "Failed", service: null },
    ].map((one) => ({ ...one, applicationId: id, environment: name, details: { kind: "sync", by: name } }) as never),
  });
}
