import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import type * as z from "zod";
import { getWhole, type HttpAnswer, OutsideError } from "@/lib/adapters/outbound/http-call";
import type { ApplicationRef, ArgoCd, Log, Outcome } from "@/lib/ports";
import { failureOf, notJson } from "./failure";
import { listedApplications, observedApplication, treeNodes } from "./mapping";
import { applicationStream } from "./stream";
import { wireApplication, wireList, wireRevision, wireTree, wireVersion } from "./wire";

const TIMEOUT_MS = 30_000;
/** A refresh blocks until the controller is done, without a limit of the server's own (contract 5.1). */
const REFRESH_TIMEOUT_MS = 60_000;
const LIST_TIMEOUT_MS = 120_000;
const MOST_BYTES = 200_000_000;
const RETRIES = 2;

/** Asked the same of every release: `items.spec` alone, since 3.5 fails at random when children are asked for too (2.4). */
const LIST_FIELDS =
  "items.metadata.name,items.metadata.namespace,items.spec,items.status.sync.status,items.status.health,items.status.operationState.phase";

export type ArgoCdSettings = {
  instance: string;
  url: string;
  token: string;
  caFile?: string;
  insecure?: boolean;
  log: Log;
};

/** Speaks to one Argo CD as its contract says. Never throws for what it answers, but for the stream's end. */
export function createArgoCd(settings: ArgoCdSettings): ArgoCd {
  const base = new URL(settings.url);
  const unary = agentFor(base, settings, true);
  const streaming = agentFor(base, settings, false);
  const headers = {
    authorization: `Bearer ${settings.token}`,
    accept: "application/json",
    "content-type": "application/json",
  };

  async function ask<T extends z.ZodType>(
    path: string,
    query: Record<string, string>,
    shape: T,
    timeoutMs = TIMEOUT_MS,
  ): Promise<Outcome<z.output<T>>> {
    const url = new URL(`${base.pathname.replace(/\/$/, "")}${path}`, base);
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
    for (let attempt = 0; ; attempt++) {
      const outcome = await once(url, shape, timeoutMs);
      const again =
        !outcome.ok && outcome.failure.kind === "unreachable" && timeoutMs === TIMEOUT_MS && attempt < RETRIES;
      if (!again) return outcome;
      await new Promise((resolve) => setTimeout(resolve, 100 * 3 ** attempt * (0.5 + Math.random())));
    }
  }

  async function once<T extends z.ZodType>(url: URL, shape: T, timeoutMs: number): Promise<Outcome<z.output<T>>> {
    let answer: HttpAnswer;
    try {
      answer = await getWhole({ url, headers, agent: unary, timeoutMs, mostBytes: MOST_BYTES });
    } catch (error) {
      if (error instanceof OutsideError) return { ok: false, failure: error.failure };
      throw error;
    }
    if (answer.status !== 200) return { ok: false, failure: failureOf(answer) };
    const page = notJson(answer);
    if (page) return { ok: false, failure: page };
    return parsed(answer.body, shape);
  }

  const pathOf = (ref: ApplicationRef) => `/api/v1/applications/${encodeURIComponent(ref.name)}`;
  const scopeOf = (ref: ApplicationRef) => ({ project: ref.project, appNamespace: ref.namespace });

  return {
    instance: settings.instance,
    url: settings.url,
    async version() {
      return map(await ask("/api/version", {}, wireVersion), (v) => v.Version);
    },
    async list() {
      return map(
        await ask("/api/v1/applications", { fields: LIST_FIELDS }, wireList, LIST_TIMEOUT_MS),
        listedApplications,
      );
    },
    async get(ref, options) {
      const refresh = options ? { refresh: options.refresh } : {};
      const timeoutMs = options ? REFRESH_TIMEOUT_MS : TIMEOUT_MS;
      const query = { projects: ref.project, appNamespace: ref.namespace, ...refresh };
      return map(await ask(pathOf(ref), query, wireApplication, timeoutMs), observedApplication);
    },
    async tree(ref) {
      return map(await ask(`${pathOf(ref)}/resource-tree`, scopeOf(ref), wireTree), treeNodes);
    },
    async revisionMetadata(ref, sha) {
      return ask(`${pathOf(ref)}/revisions/${encodeURIComponent(sha)}/metadata`, scopeOf(ref), wireRevision);
    },
    stream: ({ signal, onBytes }) => applicationStream({ base, headers, agent: streaming, signal, onBytes }),
  };
}

/** An agent of its own for each instance: a private authority or an unchecked certificate never spreads to other calls. */
function agentFor(base: URL, settings: ArgoCdSettings, keepAlive: boolean): http.Agent {
  if (base.protocol !== "https:") return new http.Agent({ keepAlive, maxSockets: 10 });
  return new https.Agent({
    keepAlive,
    maxSockets: 10,
    rejectUnauthorized: settings.insecure !== true,
    ...(settings.caFile ? { ca: readFileSync(settings.caFile) } : {}),
  });
}

function parsed<T extends z.ZodType>(body: string, shape: T): Outcome<z.output<T>> {
  try {
    const read = shape.safeParse(JSON.parse(body));
    if (read.success) return { ok: true, value: read.data };
    const where = read.error.issues[0]?.path.join(".") ?? "";
    return {
      ok: false,
      failure: { kind: "failed", status: 200, detail: `Its answer is not as expected (${where || "as a whole"}).` },
    };
  } catch {
    return { ok: false, failure: { kind: "failed", status: 200, detail: "Its answer was cut off or is not JSON." } };
  }
}

function map<A, B>(outcome: Outcome<A>, change: (value: A) => B): Outcome<B> {
  return outcome.ok ? { ok: true, value: change(outcome.value) } : outcome;
}
